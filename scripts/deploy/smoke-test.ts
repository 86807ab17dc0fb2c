import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../admin/refusal.ts";
import type { Settings } from "./settings.ts";

export type Probe = { url: string; status: number };

// A new custom domain gets its DNS record and certificate within minutes.
const deadlineMilliseconds = 5 * 60_000;
const pauseMilliseconds = 5_000;

/** What anybody can ask of a deployment that works. */
export function listProbes(settings: Settings): Probe[] {
  const apiUrls = new Set([settings.SANDBOX_API_URL, settings.LIVE_API_URL]);
  return [
    ...[...apiUrls].flatMap((url) => [
      { url: `${url}/openapi.json`, status: 200 },
      { url: `${url}/v1/templates`, status: 401 },
    ]),
    { url: `${settings.DOCS_URL}/`, status: 200 },
    { url: `${settings.SANDBOX_VERIFY_URL}/`, status: 200 },
    { url: `${settings.LIVE_VERIFY_URL}/`, status: 200 },
  ];
}

/** Asks each until its answer is right, all within one deadline. Throws a Refusal with the last answer when one never was. */
export async function probeAll(probes: Probe[]): Promise<void> {
  const deadline = Date.now() + deadlineMilliseconds;
  for (const { url, status } of probes) {
    for (let answer = await ask(url); answer !== status; answer = await ask(url)) {
      if (Date.now() > deadline) throw new Refusal(`${url} should answer ${status} and answers ${answer}.`);
      await wait(pauseMilliseconds);
    }
    console.log(`  ${status} ${url}`);
  }
}

async function ask(url: string): Promise<number | string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(15_000) });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : "nothing";
  }
}
