import { createApiKey } from "@attestry/certificate/api-key";
import { Hono } from "hono";
import { z } from "zod";
import { makeCertificate } from "./make-certificate.ts";
import type { Measurement } from "./measurement.ts";

const issuer = {
  id: "6ebeb4b1-8bf6-4df3-a366-cf7a569b0c6e",
  name: "Universiti Teknologi Utara",
  environment: "sandbox",
} as const;
const certificate = makeCertificate(issuer);
const limitPerMinute = 600;
const path = `/v1/verify/${certificate.certificateId}`;

/** What api.verify_certificate answers. */
const databaseAnswer = JSON.stringify({
  organization: { id: issuer.id, slug: "utu", name: issuer.name, isPrimary: true, verifyHost: null },
  environment: issuer.environment,
  rateLimitPerMinute: limitPerMinute,
  result: "verified",
  certificate: {
    certificateId: certificate.certificateId,
    certificateUuid: certificate.certificateUuid,
    status: "issued",
    document: certificate.document,
    certificateHash: certificate.certificateHash,
    recipientEmail: certificate.recipientEmail,
    pdfSha256: certificate.pdfSha256,
    revokedAt: null,
    revocationReason: null,
  },
});

const limiter = { count: () => ({ used: 1, resetSeconds: 60, limitPerMinute }) };
const bindings = {
  SANDBOX_API_URL: "https://sandbox.attestry.example",
  LIVE_API_URL: "https://api.attestry.example",
  SANDBOX_VERIFY_URL: "https://verify.attestry.example/sandbox",
  LIVE_VERIFY_URL: "https://verify.attestry.example",
  DOCS_URL: "https://docs.attestry.example",
  ADDRESS_RATE_LIMIT_PER_MINUTE: "600",
  SUPABASE_URL: "https://database.attestry.example",
  SUPABASE_SECRET_KEY: "unused",
  LINK_SIGNING_KEY: "unused".repeat(8),
  SEALING_KEYS: "unused",
  WEBHOOK_SEALING_KEYS: "unused",
  DNS_QUERY_URL: "https://dns.attestry.example/dns-query",
  RATE_LIMITER: { idFromName: (name: string) => name, get: () => limiter },
};

/**
 * The Worker's own time, in Node: what it waits for answers at once, its log line goes nowhere, one request serves all calls
 * (the runtime makes them), and zod compiles nothing, since workerd forbids that. Measured 37 (49 when a
 * schema was made for every row); the goal leaves an eighth for noise.
 */
export const verifyInWorker: Measurement = {
  name: "verify Worker: bare routes it costs",
  unit: "µs",
  goal: { atMost: 42 },
  concurrency: 1,
  async setup() {
    const real = { fetch: globalThis.fetch, log: console.log };
    globalThis.fetch = async () => new Response(databaseAnswer, { headers: { "Content-Type": "application/json" } });
    console.log = () => {};
    z.config({ jitless: true });
    const teardown = () => {
      z.config({ jitless: false });
      globalThis.fetch = real.fetch;
      console.log = real.log;
    };
    try {
      // Only now: a schema decides when it is made whether it compiles itself.
      const { createApp } = await import("@attestry/api/app");
      const api = createApp();
      const { secret } = createApiKey(issuer.environment);
      const request = new Request(`${bindings.SANDBOX_API_URL}${path}`, { headers: { Authorization: `Bearer ${secret}` } });
      const answer = Answer.parse(await (await api.fetch(request, bindings)).json());
      const bare = new Hono().get("/v1/verify/:certificateId", (c) => c.json(answer));
      const ours = async () => requireSuccess(await api.fetch(request, bindings));
      const reference = async () => requireSuccess(await bare.fetch(request));
      return { ours, reference, teardown };
    } catch (error) {
      teardown();
      throw error;
    }
  },
};

const Answer = z.looseObject({ data: z.looseObject({ status: z.literal("verified") }) });

function requireSuccess(response: Response): void {
  if (response.status !== 200) throw new Error(`The answer is a ${response.status}.`);
}
