// One attempt at one delivery. It must never connect to an address that is not public, follow a redirect, or log what was sent or answered.
import type { ClaimedDelivery } from "@attestry/database/claim-deliveries";
import type { DeliveryResult } from "@attestry/database/settle-deliveries";
import { findTargetProblem, isLocalHost } from "@attestry/webhooks/find-target-problem";
import { resolveTarget } from "@attestry/webhooks/resolve-target";
import { findNextDelay, parseRetryAfter } from "@attestry/webhooks/schedule";
import { signDelivery } from "@attestry/webhooks/sign-delivery";
import { unsealWebhookSecret } from "@attestry/webhooks/webhook-secret";
import { readExcerpt } from "./read-excerpt.ts";
import type { Services } from "./services.ts";

type WithoutIds<Result> = Result extends unknown ? Omit<Result, "id" | "leaseToken"> : never;
type Outcome = WithoutIds<DeliveryResult>;

// Where DNS does not answer, that may be our server's trouble; after a while it is the endpoint's.
const postponeSeconds = 30;
const mostPostponements = 4;
// A failure that took longer held its slot like one that never answered.
const slowMilliseconds = 5000;
// Who answers one of these with a Retry-After speaks of itself, not of the one delivery.
const tooManyRequests = 429;
const unavailable = 503;
const mostPauseSeconds = 3600;

/** What the endpoint answered, or why it was not asked. */
type Answer = {
  statusCode: number | null;
  error: string | null;
  response: string | null;
  retryAfterSeconds: number | null;
  isSlow: boolean;
};

/** Never throws: whatever happens is a result. */
export async function attemptDelivery(services: Services, delivery: ClaimedDelivery): Promise<Outcome> {
  const startedAt = services.now();
  const obstacle = await judgeTarget(services, delivery.endpoint.url);
  if (obstacle === unresolved && delivery.postponedCount < mostPostponements) {
    return { outcome: "postponed", retrySeconds: postponeSeconds };
  }
  const answer = obstacle === null ? await send(services, delivery, startedAt) : failed(obstacle, obstacle === unresolved);
  return toOutcome(services, delivery, startedAt, answer);
}

const unresolved = "dns_failed";

/** Null when the target may be asked; else the error. Judged anew for each attempt: names change. */
async function judgeTarget({ targetRules, resolver }: Services, url: string): Promise<string | null> {
  if (findTargetProblem(url, targetRules) !== null) return "forbidden_url";
  const { hostname } = new URL(url);
  if (isLocalHost(hostname)) return null;
  const resolution = await resolveTarget(hostname, resolver);
  switch (resolution.kind) {
    case "public":
      return null;
    case "forbidden":
      return "forbidden_address";
    case "noAddress":
      return "no_address";
    case "unresolved":
      return unresolved;
  }
}

async function send(services: Services, delivery: ClaimedDelivery, sentAt: Date): Promise<Answer> {
  const { attemptMilliseconds } = services;
  const payload = JSON.stringify(delivery.event);
  const secrets = await openSecrets(services, delivery).catch(() => null);
  if (!secrets) return failed("cannot_sign");
  const signature = signDelivery(secrets, { id: delivery.event.id, sentAt, payload });
  const signal = AbortSignal.timeout(attemptMilliseconds);
  const begunAt = services.now().getTime();
  const isSlow = () => services.now().getTime() - begunAt > slowMilliseconds;
  try {
    const response = await fetch(delivery.endpoint.url, {
      method: "POST",
      headers: { ...signature, "Content-Type": "application/json", "User-Agent": "Attestry-Webhooks/1" },
      body: payload,
      redirect: "manual",
      signal,
    });
    const excerpt = await readExcerpt(response);
    return { ...toAnswer(response, excerpt, services.now()), isSlow: !response.ok && isSlow() };
  } catch {
    return signal.aborted ? failed("timeout", true) : failed("connection_failed", isSlow());
  }
}

async function openSecrets({ sealingKeys }: Services, { endpoint }: ClaimedDelivery) {
  const { organizationId, environment } = endpoint;
  const keys = await sealingKeys();
  const owner = { organizationId, environment, webhookId: endpoint.id };
  const sealed = [endpoint.sealedSecret, endpoint.sealedPreviousSecret].filter((text) => text !== null);
  return Promise.all(sealed.map((text) => unsealWebhookSecret(keys, owner, text)));
}

function toAnswer({ status, ok, headers }: Response, response: string, now: Date): Omit<Answer, "isSlow"> {
  const error = ok ? null : status >= 300 && status < 400 ? "redirect" : "http_status";
  const retryAfterSeconds = error === null ? null : parseRetryAfter(headers.get("Retry-After"), now);
  return { statusCode: status, error, response, retryAfterSeconds };
}

function failed(error: string, isSlow = false): Answer {
  return { statusCode: null, error, response: null, retryAfterSeconds: null, isSlow };
}

const gone = 410;

function toOutcome(services: Services, { tryCount }: ClaimedDelivery, startedAt: Date, answer: Answer): Outcome {
  const { retryAfterSeconds, ...told } = answer;
  const durationMilliseconds = services.now().getTime() - startedAt.getTime();
  const attempt = { startedAt: startedAt.toISOString(), durationMilliseconds, ...told };
  if (answer.error === null) return { outcome: "delivered", ...attempt };
  if (answer.statusCode === gone) return { outcome: "gone", ...attempt };
  const retrySeconds = findNextDelay(services.schedule, tryCount + 1, Math.random(), retryAfterSeconds);
  const failure = { ...attempt, pauseSeconds: findPauseSeconds(answer) };
  return retrySeconds === null ? { outcome: "exhausted", ...failure } : { outcome: "failed", retrySeconds, ...failure };
}

function findPauseSeconds({ statusCode, retryAfterSeconds }: Answer): number {
  const isOfEndpoint = statusCode === tooManyRequests || statusCode === unavailable;
  return isOfEndpoint ? Math.min(retryAfterSeconds ?? 0, mostPauseSeconds) : 0;
}
