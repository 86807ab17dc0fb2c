import { parseSealingKeys } from "@attestry/certificate/seal";
import { createWebhookSecret, sealWebhookSecret } from "@attestry/webhooks/webhook-secret";
import { afterEach, describe, expect, it, vi } from "vitest";
import { attemptDelivery } from "../src/attempt-delivery.ts";
import { readExcerpt } from "../src/read-excerpt.ts";
import type { Services } from "../src/services.ts";

afterEach(() => vi.unstubAllGlobals());

const sealingKeys = parseSealingKeys(`1:${Buffer.alloc(32, 7).toString("base64")}`);
const organizationId = crypto.randomUUID();

/** What becomes of an attempt that is answered like this, after so many milliseconds. Dates are counted from `now`. */
async function attempt(answer: () => Response, milliseconds = 0) {
  let now = Date.parse("2026-05-10T08:00:00Z");
  const fetched = vi.fn(async () => {
    now += milliseconds;
    return answer();
  });
  vi.stubGlobal("fetch", fetched);
  const services: Services = {
    database: () => Promise.reject(new Error("An attempt asks no database.")),
    sealingKeys: () => sealingKeys,
    resolver: () => Promise.reject(new Error("This machine needs no look-up.")),
    targetRules: { allowsLocal: true, ownHosts: [] },
    schedule: [0, 5, 300],
    attemptMilliseconds: 15_000,
    leaseSeconds: 60,
    workSeconds: 55,
    deadBellName: "dead",
    now: () => new Date(now),
  };
  const outcome = await attemptDelivery(services, await makeDelivery());
  expect(fetched).toHaveBeenCalledOnce();
  return outcome;
}

async function makeDelivery() {
  const id = crypto.randomUUID();
  const owner = { organizationId, environment: "sandbox", webhookId: id } as const;
  const sealedSecret = await sealWebhookSecret(await sealingKeys, owner, createWebhookSecret());
  const event = {
    id: crypto.randomUUID(),
    type: "webhook.test",
    environment: "sandbox",
    createdAt: "2026-05-10T08:00:00.000Z",
    sequence: null,
    data: { webhookId: id, message: "A test." },
  } as const;
  const url = "http://localhost:1/hook";
  const endpoint = { id, organizationId, environment: "sandbox", url, sealedSecret, sealedPreviousSecret: null } as const;
  return { id: crypto.randomUUID(), tryCount: 0, postponedCount: 0, event, endpoint };
}

const answerOf = (status: number, headers: Record<string, string> = {}) => {
  return () => new Response(status === 204 ? null : "x", { status, headers });
};

describe("an attempt that failed", () => {
  it.each([
    ["in seconds", "120"],
    ["as a date", "Sun, 10 May 2026 08:02:00 GMT"],
  ])("is followed by another when Retry-After, %s, says", async (_, value) => {
    const retryAfter = { "Retry-After": value };
    expect(await attempt(answerOf(500, retryAfter))).toMatchObject({ outcome: "failed", retrySeconds: 120, pauseSeconds: 0 });
    for (const status of [429, 503]) {
      expect(await attempt(answerOf(status, retryAfter))).toMatchObject({ retrySeconds: 120, pauseSeconds: 120 });
    }
  });

  it("pauses the endpoint for an hour at most, and not where no Retry-After asks for it", async () => {
    const day = { "Retry-After": "86400" };
    expect(await attempt(answerOf(503, day))).toMatchObject({ retrySeconds: 86_400, pauseSeconds: 3600 });
    expect(await attempt(answerOf(503))).toMatchObject({ pauseSeconds: 0 });
    expect(await attempt(answerOf(429, { "Retry-After": "soon" }))).toMatchObject({ pauseSeconds: 0 });
  });

  it("is slow when it took more than five seconds; one that delivered never is", async () => {
    expect(await attempt(answerOf(500), 5001)).toMatchObject({ outcome: "failed", isSlow: true });
    expect(await attempt(answerOf(302), 14_000)).toMatchObject({ outcome: "failed", isSlow: true });
    expect(await attempt(answerOf(500), 4000)).toMatchObject({ outcome: "failed", isSlow: false });
    expect(await attempt(answerOf(204), 14_000)).toMatchObject({ outcome: "delivered", isSlow: false });
    const cut = () => {
      throw new TypeError("The line was cut.");
    };
    expect(await attempt(cut, 6000)).toMatchObject({ error: "connection_failed", isSlow: true });
    expect(await attempt(cut, 10)).toMatchObject({ error: "connection_failed", isSlow: false });
  });
});

it("of a body of ten megabytes some kilobytes are read, and 1,024 characters kept", async () => {
  let given = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 1000;
      controller.enqueue(new TextEncoder().encode("x".repeat(1000)));
      if (given >= 10_000_000) controller.close();
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  expect(await readExcerpt(new Response(body, { status: 500 }))).toBe("x".repeat(1024));
  expect(isCancelled).toBe(true);
  expect(given).toBeLessThan(16_000);
});
