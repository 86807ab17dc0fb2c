// Issues what waits in batches, chunk by chunk. It may be ended at any moment and called any number of times: the rows are the truth.
import { type ClaimedChunk, claimBatchChunk } from "@attestry/database/claim-batch-chunk";
import { type ChunkResult, commitBatchChunk } from "@attestry/database/commit-batch-chunk";
import { packFileName } from "@attestry/issuing/file-name";
import { findLogo } from "@attestry/issuing/known-logos";
import { getTemplateBody } from "@attestry/issuing/known-templates";
import type { Mould } from "@attestry/issuing/make-certificate";
import { toMould } from "@attestry/issuing/mould";
import { putFile } from "@attestry/issuing/put-file";
import type { IssuingServices } from "@attestry/issuing/services";
import { printChunk } from "./print-chunk.ts";

// While chunks are stored and committed, others are printed: with fewer a processor would wait, with more there is only more to hold.
const lanes = 6;
const pauseAfterFailureSeconds = 3;
const longestPauseSeconds = 60;

export type WorkOptions = {
  /** How long others leave a chunk to whoever claimed it. */
  leaseSeconds: number;
  /** No chunk is claimed after that. */
  until: Date;
  /** Called when somebody may wait to hear of what was just issued. */
  onNews: () => Promise<void>;
};

/** Works until nothing waits or time is up; tells whether there is more. Throws when the database cannot be reached, once no lane works any more. */
export async function workBatches(services: IssuingServices, options: WorkOptions): Promise<{ hasMore: boolean }> {
  return { hasMore: await workLanes(services, options, lanes) };
}

/** A lane that found something opens the next: where nothing waits, one call to the database says so. */
async function workLanes(services: IssuingServices, options: WorkOptions, laneCount: number): Promise<boolean> {
  if (laneCount === 0) return false;
  const claim = await claimChunk(services, options);
  if (!claim) return false;
  const outcomes = await Promise.allSettled([workLane(services, options, claim), workLanes(services, options, laneCount - 1)]);
  return outcomes.map(requireOutcome).some((hasMore) => hasMore);
}

function requireOutcome(outcome: PromiseSettledResult<boolean>): boolean {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

async function workLane(services: IssuingServices, options: WorkOptions, first: Claim): Promise<boolean> {
  for (let claim: Claim | null = first; claim; claim = await claimChunk(services, options)) {
    const { hasMore } = await issueChunk(services, options, claim);
    if (!hasMore || services.now() >= options.until) return hasMore;
  }
  return false;
}

/** `openMould` throws when the template is none that this Worker knows how to read: that is the chunk's trouble, and no other's. */
type Claim = { claimed: ClaimedChunk; openMould: () => Mould };

async function claimChunk(services: IssuingServices, options: WorkOptions): Promise<Claim | null> {
  const templates = services.knownTemplates.snapshot();
  const logos = services.knownLogos.snapshot();
  const claimed = await claimBatchChunk(services.database, {
    leaseSeconds: options.leaseSeconds,
    knownTemplateVersions: [...templates.keys()],
    knownLogos: [...logos.keys()],
  });
  if (claimed.chunk === null) return claimed.hasMore ? claimChunk(services, options) : null;
  const openMould = () => {
    const body = getTemplateBody(services.knownTemplates, templates, claimed.template);
    const logo = findLogo(services.knownLogos, logos, claimed.organization);
    return toMould(services, claimed, claimed.template, body, logo);
  };
  return { claimed, openMould };
}

async function issueChunk(services: IssuingServices, { onNews }: WorkOptions, { claimed, openMould }: Claim) {
  const { leaseToken } = claimed.chunk;
  const giveBack = (isBrokenOff: boolean) =>
    commitBatchChunk(services.database, {
      leaseToken,
      certificates: [],
      pdfPack: null,
      failures: [],
      troubles: [],
      pauseSeconds: pauseAfterFailureSeconds,
      isBrokenOff,
    });
  const clock = openClock(services);
  let result: ChunkResult;
  try {
    const { pack, ...printed } = await printChunk(services, claimed, openMould());
    clock.lap("printMs");
    if (pack) await storePack(services, claimed, pack);
    clock.lap("storeMs");
    result = {
      leaseToken,
      ...printed,
      pdfPack: pack?.sha256 ?? null,
      pauseSeconds: pauseFor(claimed, printed.troubles),
      isBrokenOff: false,
    };
  } catch (error) {
    logFailure("a chunk could not be printed and stored", error);
    return giveBack(false);
  }
  try {
    const answer = await commitBatchChunk(services.database, result);
    clock.lap("commitMs");
    logChunk(claimed, answer, clock.laps);
    if (answer.hasWebhooks) await onNews();
    return answer;
  } catch (error) {
    logFailure("a chunk could not be committed", error);
    return giveBack(true);
  }
}

/** Where a deployed Worker computes, its clock stands still: there printing takes no time, and storing what it took too. */
function openClock({ now }: IssuingServices) {
  const laps: Record<string, number> = {};
  let since = now().getTime();
  const lap = (name: string) => {
    const at = now().getTime();
    laps[name] = at - since;
    since = at;
  };
  return { laps, lap };
}

type Answer = Awaited<ReturnType<typeof commitBatchChunk>>;

function logChunk(
  { chunk, environment }: ClaimedChunk,
  { isLeaseLost, issued, failed }: Answer,
  laps: Record<string, number>,
): void {
  const { batchId, number } = chunk;
  const line = {
    level: isLeaseLost ? "warn" : "info",
    message: isLeaseLost ? "a chunk's lease ran out before its commit" : "chunk",
    time: new Date().toISOString(),
    environment,
    batchId,
    number,
    issued,
    failed,
    ...laps,
  };
  console.log(JSON.stringify(line));
}

async function storePack(
  { files }: IssuingServices,
  claim: ClaimedChunk,
  { bytes, sha256 }: { bytes: Uint8Array; sha256: string },
) {
  await putFile(files[claim.environment], packFileName(claim.organization.id, sha256), bytes, { sha256 });
}

/** Longer after each attempt at the row in trouble that had most: what is broken may need a while. */
function pauseFor({ chunk }: ClaimedChunk, troubles: number[]): number {
  if (troubles.length === 0) return 0;
  const attempts = Math.max(...chunk.rows.filter(({ line }) => troubles.includes(line)).map(({ attemptCount }) => attemptCount));
  return Math.min(longestPauseSeconds, 2 * 3 ** attempts);
}

function logFailure(message: string, error: unknown): void {
  const name = error instanceof Error ? error.name : "not an Error";
  console.error(JSON.stringify({ level: "error", message, name, time: new Date().toISOString() }));
}
