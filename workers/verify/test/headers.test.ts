import { createHash } from "node:crypto";
import { Environment } from "@attestry/certificate/environment";
import { signRecipientQuery } from "@attestry/certificate/recipient-link";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { bases, linkSigningKey, makePages, Replies } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

afterEach(() => vi.restoreAllMocks());

const recipientQuery = signRecipientQuery(
  linkSigningKey,
  { environment: "live", certificateUuid: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f" },
  Date.parse("2026-11-22T19:31:00.000Z") / 1000,
);

const paths = [
  "/CX-1",
  "/acme/CX-1",
  "/sandbox/CX-1",
  "/CX-1?sha256=0",
  "/CX-1/badge.svg",
  "/CX-1/card",
  "/CX-1/receipt",
  "/CX-1/picture.png",
  "/CX-1/certificate.pdf",
  "/CX-1/certificate.png",
  `/CX-1/certificate.pdf${recipientQuery}`,
  `/CX-1/certificate.png${recipientQuery}`,
  "/CX-1/",
  "/",
  "/?certificateId=CX-1",
  "/?certificateId=*",
  "/_/oembed?url=https%3A%2F%2Fverify.example.com%2FCX-1",
  "/_/oembed?url=x",
  "/_/pages.js",
  "/_/qr-reader.js",
  `/_/logos/${"0".repeat(64)}`,
  "/.well-known/jwks.json",
  "/a/b/c",
  "/robots.txt",
  "/favicon.ico",
];

const pdf = {
  organizationId: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e01",
  certificateUuid: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f",
  pdfSha256: "0".repeat(64),
  pdfPack: null,
  hasPicture: true,
  isDownloadable: true,
};
const states = {
  verified: new Replies({
    verify_publicly: (input) => makeVerification("verified", z.object({ environment: Environment }).parse(input)),
    find_public_pdf: () => ({ pdf }),
    find_logo: () => ({ logo: { mediaType: "image/png", base64: "" } }),
  }),
  "not found": new Replies({
    verify_publicly: () => makeVerification("not_found"),
    find_public_pdf: () => ({ pdf: null }),
    find_logo: () => ({ logo: null }),
  }),
  "database down": new Error("down"),
};
const storedPicture = { get: async () => new Blob(["a picture"]), put: async () => null };

function answer(reply: unknown, path: string, accept: string) {
  return makePages(reply, bases, async () => true, storedPicture).get(path, { headers: { Accept: accept } });
}

test("the headers of every route are those that were approved", async () => {
  const lines: string[] = [];
  for (const [name, reply] of Object.entries(states)) {
    for (const path of paths) {
      for (const accept of ["text/html", "application/json"]) {
        const response = await answer(reply, path, accept);
        lines.push(
          `# ${name}: ${path.replace(/signature=.*/, "signature=…")} as ${accept}: ${response.status}`,
          ...listHeaders(response.headers),
          "",
        );
      }
    }
  }
  await expect(lines.join("\n")).toMatchFileSnapshot("./headers.golden.txt");
});

function listHeaders(headers: Headers): string[] {
  return [...headers].map(([header, value]) => {
    const steady = value.replace(/sha256-[A-Za-z0-9+/]{43}=/, "sha256-…").replace(/req_[0-9a-z]{24}/, "req_…");
    return `${header}: ${steady}`;
  });
}

test("every answer is strict, whatever it answers", async () => {
  for (const reply of Object.values(states)) {
    for (const path of paths) {
      for (const accept of ["text/html", "application/json"]) {
        const { headers } = await answer(reply, path, accept);
        const policy = headers.get("Content-Security-Policy") ?? "";
        expect(policy.startsWith("default-src 'none'; style-src 'sha256-")).toBe(true);
        expect(policy).toContain("base-uri 'none'; form-action 'self'");
        expect(policy).not.toMatch(/unsafe|https?:|data:|\*(?!$)/);
        expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
        expect(headers.get("Referrer-Policy")).toBe("no-referrer");
        expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000");
        expect(headers.get("X-Robots-Tag")).toBe("noindex");
        expect(headers.get("X-Request-Id")).toMatch(/^req_[0-9a-z]{24}$/);
        expect(headers.get("Set-Cookie")).toBeNull();
      }
    }
  }
});

test("the policy admits the page's own style and no other", async () => {
  const response = await makePages(makeVerification("verified")).get("/CX-1");
  const style = /<style>([\s\S]*?)<\/style>/.exec(await response.text())?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(style.length).toBeGreaterThan(1000);
  expect(response.headers.get("Content-Security-Policy")).toContain(`style-src 'sha256-${hash}';`);
});

test("a request leaves one log line, with the route's pattern and nothing of what was looked up or of who asked", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const response = await makePages(makeVerification("verified")).get("/acme/CX-CLIENT-0001?q=1", {
    headers: { "CF-Connecting-IP": "192.0.2.7", "User-Agent": "Canary" },
  });
  const requestId = response.headers.get("X-Request-Id");
  const [line] = log.mock.calls.map(([text]) => String(text));
  expect(log).toHaveBeenCalledTimes(1);
  expect(JSON.parse(line ?? "")).toMatchObject({
    level: "info",
    requestId,
    method: "GET",
    route: "/:environment/:organizationSlug/:certificateId",
    status: 200,
    environment: "live",
  });
  expect(line).not.toMatch(/CX-CLIENT|acme|192\.0|Canary|Aina|q=1/);
});
