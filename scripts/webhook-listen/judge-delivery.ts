import { Webhook } from "standardwebhooks";
import { z } from "zod";

const Event = z.object({
  type: z.string(),
  sequence: z.int().nullish(),
  data: z.object({
    certificateId: z.string().optional(),
    name: z.string().optional(),
    url: z.string().optional(),
    message: z.string().optional(),
  }),
});
type Event = z.infer<typeof Event>;

export type Verdict = { isVerified: boolean; line: string };
export type Judge = (headers: Record<string, string>, body: Buffer) => Verdict;

const longestText = 60;

/** Verifies with the standard's own library. A delivery whose id has been verified before is a duplicate. */
export function openJudge(secret: string): Judge {
  const verifier = new Webhook(secret);
  const timesById = new Map<string, number>();
  return (headers, body) => {
    const problem = findProblem(verifier, headers, body);
    if (problem !== null) return { isVerified: false, line: describe(body, `NOT VERIFIED: ${problem}`) };
    const id = headers["webhook-id"] ?? "";
    const times = (timesById.get(id) ?? 0) + 1;
    timesById.set(id, times);
    return { isVerified: true, line: describe(body, times === 1 ? "verified" : `verified, duplicate: arrived ${times} times`) };
  };
}

function findProblem(verifier: Webhook, headers: Record<string, string>, body: Buffer): string | null {
  try {
    verifier.verify(body, headers, { jsonParse: false });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What the body says of itself, in columns: what is not verified may say anything. */
function describe(body: Buffer, verdict: string): string {
  const event = parseEvent(body);
  if (!event) return `${show("no event").padEnd(21)}  ${verdict}`;
  const { certificateId, name, url, message } = event.data;
  const subject = certificateId ?? name ?? url ?? message ?? "";
  const sequence = event.sequence == null ? "" : `#${event.sequence}`;
  return [show(event.type).padEnd(21), show(subject).padEnd(24), sequence.padEnd(3), verdict].join("  ");
}

function parseEvent(body: Buffer): Event | null {
  try {
    return Event.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return null;
  }
}

/** Control characters would move a terminal's cursor, and others reverse what is read. */
function show(text: string): string {
  const shown = text.replace(/\p{C}|\p{Zl}|\p{Zp}/gu, "�");
  return shown.length > longestText ? `${shown.slice(0, longestText - 1)}…` : shown;
}
