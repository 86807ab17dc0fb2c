// Asks a DNS server over HTTPS, in its JSON form, which addresses a name has. It must never take half an answer for a whole one.
import { z } from "zod";

/** Nothing came within 5 seconds, or not with a 200; over 64 KiB came; it was not DNS in JSON; DNS said that it does not know. */
export type LookupFailure = "unanswered" | "tooLarge" | "malformed" | "refused";

/** The addresses that were learned. With a failure there may be others. */
export type Lookup = { addresses: string[]; failure: LookupFailure | null };
export type Resolver = (hostname: string) => Promise<Lookup>;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const longestMilliseconds = 5_000;
const mostBytes = 64 * 1024;
const mostRecords = 256;

// Not standardized: Google's form, which Cloudflare follows (developers.cloudflare.com/1.1.1.1, "Using JSON").
const DnsAnswer = z.object({
  Status: z.int(),
  TC: z.boolean(),
  Answer: z
    .array(z.object({ type: z.int(), data: z.string() }))
    .max(mostRecords)
    .default([]),
});
const [noError, noSuchName] = [0, 3];
const [a, aaaa] = [1, 28];

/** Asks for A and AAAA side by side, both within 5 seconds. Never rejects. */
export function openResolver({ url, fetch }: { url: string; fetch: Fetch }): Resolver {
  return async (hostname) => {
    const signal = AbortSignal.timeout(longestMilliseconds);
    const lookups = await Promise.all([a, aaaa].map((type) => ask(toQuestion(url, hostname, type), fetch, signal)));
    const failed = lookups.find(({ failure }) => failure !== null);
    return { addresses: lookups.flatMap(({ addresses }) => addresses), failure: failed?.failure ?? null };
  };
}

function toQuestion(url: string, hostname: string, type: number): string {
  const question = new URL(url);
  question.searchParams.set("name", hostname);
  question.searchParams.set("type", String(type));
  return question.href;
}

async function ask(question: string, fetch: Fetch, signal: AbortSignal): Promise<Lookup> {
  try {
    // Workers have no redirect mode "error".
    const response = await fetch(question, { headers: { Accept: "application/dns-json" }, redirect: "manual", signal });
    if (response.status === 200) return parseAnswer(await readText(response.body));
    await response.body?.cancel();
    return fail("unanswered");
  } catch {
    return fail("unanswered");
  }
}

/** Null when it is too large; the rest is then not read. */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  if (!body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > mostBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseAnswer(text: string | null): Lookup {
  if (text === null) return fail("tooLarge");
  const answer = DnsAnswer.safeParse(parseJson(text)).data;
  if (!answer) return fail("malformed");
  const addresses = answer.Answer.filter(({ type }) => type === a || type === aaaa).map(({ data }) => data);
  const isWhole = !answer.TC && (answer.Status === noError || answer.Status === noSuchName);
  return { addresses, failure: isWhole ? null : "refused" };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fail(failure: LookupFailure): Lookup {
  return { addresses: [], failure };
}
