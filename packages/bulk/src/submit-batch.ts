// Accepts a batch: every row judged, then all of them taken in one step or none. It must never reserve a credit for a row that is refused.
import { ApiError } from "@attestry/certificate/api-error";
import { cutText } from "@attestry/certificate/cut-text";
import type { Idempotency } from "@attestry/database/caller";
import { findTakenIds } from "@attestry/database/find-taken-ids";
import type { BatchContext } from "@attestry/database/get-batch-context";
import { type StagedChunk, stageBatchChunks } from "@attestry/database/stage-batch-chunks";
import { type RefusedRow, type SubmitAnswer, submitStagedBatch } from "@attestry/database/submit-batch";
import type { Mould } from "@attestry/issuing/make-certificate";
import type { IssuingServices } from "@attestry/issuing/services";
import { type BatchRow, type LocatedIssue, mostRows, refuseRows } from "./batch-row.ts";
import { type FoundMould, findMoulds, openMoulds } from "./batch-templates.ts";
import { findId } from "./find-id.ts";
import { openGatherer } from "./gather-chunks.ts";
import { openJudge } from "./judge-row.ts";

const mostIssues = 1000;
const mostIssuesInRow = 20;
// A thousand rows: twice as few calls as five, and still a moment of the database.
const chunksInCall = 10;
// After so many, whoever waits for this isolate is let through: reading, judging and printing rows waits for nothing outside of it.
const rowsAtOnce = 10;

export type BatchCaller = { keyHash: string; requestId: string; idempotency: Idempotency | null };

export type BatchOptions = { name: string; templateId: string | null; onError: "refuse" | "skip"; isDryRun: boolean };

/** `mould` is that of the batch's own template, which tells how the rows of a file are to be read. */
export type RowSource = (mould: Mould | null) => AsyncIterable<BatchRow> | Iterable<BatchRow>;

export type BatchSummary = { totalCount: number; validCount: number; issues: LocatedIssue[] };

export type Submission =
  | { kind: "submitted"; answer: SubmitAnswer; chunkCount: number }
  | { kind: "checked"; context: BatchContext; summary: BatchSummary; acceptedCount: number };

/**
 * Judges the rows and makes a batch of them, or, in a dry run, says what would happen. A retry under the same idempotency key gets
 * the first one's answer. Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND, IDEMPOTENCY_CONFLICT, QUOTA_EXCEEDED, and
 * VALIDATION_ERROR with the issues of bad rows, unless they are to be skipped.
 */
export async function submitBatch(
  services: IssuingServices,
  caller: BatchCaller,
  options: BatchOptions,
  rows: RowSource,
): Promise<Submission> {
  const { keyHash, idempotency } = caller;
  const { context, moulds } = await findMoulds(services, { keyHash, idempotency }, [options.templateId]);
  if (context.stored) return { kind: "submitted", answer: context.stored, chunkCount: 0 };
  const mould = moulds.get(options.templateId) ?? null;
  if (!mould && options.templateId !== null) throw new ApiError("TEMPLATE_NOT_FOUND");
  const findMould = openMoulds(services, keyHash, moulds);
  const batchId = crypto.randomUUID();
  const judged = await judgeRows(services, { batchId, options, mould, findMould }, rows(mould));
  if (options.isDryRun) return toChecked(context, await addTaken(services, keyHash, judged), options);
  if (judged.refused.length > 0 && options.onError === "refuse")
    throw invalid((await addTaken(services, keyHash, judged)).issues);
  if (judged.validCount === 0) throw invalid((await addTaken(services, keyHash, judged)).issues);
  if (isShort(context, judged) && isShort(context, await addTaken(services, keyHash, judged)))
    throw new ApiError("QUOTA_EXCEEDED");
  await stage(services, { keyHash, batchId }, judged.chunks);
  const { name, onError } = options;
  const answer = await submitStagedBatch(services.database, { ...caller, batchId, name, onError, refused: judged.refused });
  if (!answer.batch) throw invalid(mergeIssues(judged, answer.taken));
  return { kind: "submitted", answer, chunkCount: judged.chunks.length };
}

/** One bad row refuses all, unless bad rows are skipped. */
function toChecked(context: BatchContext, summary: BatchSummary, { onError }: BatchOptions): Submission {
  const { totalCount, validCount } = summary;
  const acceptedCount = onError === "skip" || validCount === totalCount ? validCount : 0;
  return { kind: "checked", context, summary, acceptedCount };
}

/** Whether there are too few credits for the rows that could be issued. */
function isShort({ environment, credits }: BatchContext, { validCount }: BatchSummary): boolean {
  return environment === "live" && credits < validCount;
}

type Judged = BatchSummary & {
  chunks: StagedChunk[];
  refused: RefusedRow[];
  locateTaken: (line: number, certificateId: string) => LocatedIssue;
};

type Judging = {
  batchId: string;
  options: BatchOptions;
  mould: Mould | null;
  findMould: (templateId: string | null) => Promise<FoundMould>;
};

async function judgeRows(
  services: IssuingServices,
  { batchId, options, mould, findMould }: Judging,
  rows: AsyncIterable<BatchRow> | Iterable<BatchRow>,
): Promise<Judged> {
  const { templateId, isDryRun } = options;
  const judge = openJudge(services, { templateId, mould, findMould, now: services.now(), isThorough: isDryRun });
  const gatherer = openGatherer(services, batchId);
  const issues: LocatedIssue[] = [];
  const refused: RefusedRow[] = [];
  const locators = new Map<number, BatchRow["locate"]>();
  let totalCount = 0;
  for await (const row of rows) {
    totalCount += 1;
    if (totalCount > mostRows) throw refuseRows();
    if (totalCount % rowsAtOnce === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    const judgement = await judge(row);
    locators.set(row.line, row.locate);
    if (judgement.ok) {
      await gatherer.add(judgement.row);
    } else {
      const found = judgement.issues.slice(0, mostIssuesInRow).map(row.locate);
      if (issues.length < mostIssues) issues.push(...found);
      refused.push(toRefused(row, found));
    }
  }
  if (totalCount === 0) throw new ApiError("VALIDATION_ERROR", { message: "certificates must contain at least 1 item." });
  const locateTaken = (line: number, certificateId: string) => {
    const message = `is the id of a certificate that exists already, or that a batch is about to issue: ${certificateId}`;
    const issue = { path: "certificateId", message };
    return locators.get(line)?.(issue) ?? { ...issue, line };
  };
  const validCount = totalCount - refused.length;
  return { totalCount, validCount, issues: firstIssues(issues), chunks: await gatherer.end(), refused, locateTaken };
}

function toRefused({ line, input }: BatchRow, issues: LocatedIssue[]): RefusedRow {
  const message = issues.map(({ path, column, message }) => `${column || path} ${message}`.trim()).join("; ");
  return { line, certificateId: findId(input), code: "VALIDATION_ERROR", message: cutText(message, 1000) };
}

/** The issues with those of ids that are taken, of refused rows too, for an answer that makes nothing. */
async function addTaken(services: IssuingServices, keyHash: string, judged: Judged): Promise<BatchSummary> {
  const own = judged.chunks.flatMap(({ items }) => items.filter(({ isOwnId }) => isOwnId));
  const refused = judged.refused.flatMap(({ line, certificateId }) => (certificateId === null ? [] : [{ line, certificateId }]));
  const certificateIds = [...own, ...refused].map((item) => item.certificateId);
  if (certificateIds.length === 0) return judged;
  const isTaken = new Set((await findTakenIds(services.database, { keyHash, certificateIds })).taken);
  const found = own.filter(({ certificateId }) => isTaken.has(certificateId));
  const others = refused.filter(({ certificateId }) => isTaken.has(certificateId));
  const { totalCount, validCount } = judged;
  return { totalCount, validCount: validCount - found.length, issues: mergeIssues(judged, [...found, ...others]) };
}

function mergeIssues({ issues, locateTaken }: Judged, taken: { line: number; certificateId: string }[]): LocatedIssue[] {
  return firstIssues([...issues, ...taken.map(({ line, certificateId }) => locateTaken(line, certificateId))]);
}

/** By line, as many as an answer may have. */
function firstIssues(issues: LocatedIssue[]): LocatedIssue[] {
  return issues.toSorted((a, b) => a.line - b.line).slice(0, mostIssues);
}

async function stage(
  { database }: IssuingServices,
  draft: { keyHash: string; batchId: string },
  chunks: StagedChunk[],
): Promise<void> {
  for (let start = 0; start < chunks.length; start += chunksInCall) {
    await stageBatchChunks(database, { ...draft, chunks: chunks.slice(start, start + chunksInCall) });
  }
}

function invalid(issues: LocatedIssue[]): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues });
}
