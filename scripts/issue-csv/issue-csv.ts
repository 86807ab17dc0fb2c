import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { z } from "zod";
import { Refusal } from "../admin/refusal.ts";
import { Batch, followBatch } from "./batch.ts";
import { type Connection, call, findConnection } from "./connection.ts";
import { download } from "./download.ts";
import { fromHere, type Options } from "./options.ts";
import { openProgress } from "./progress.ts";
import { showIssues } from "./show-issues.ts";

// As much as the API takes.
const mebibyte = 1024 * 1024;
const mostBytes = 32 * mebibyte;

const Checked = z.object({
  totalCount: z.int(),
  validCount: z.int(),
  refusedCount: z.int(),
  creditsRequired: z.int(),
  creditsAvailable: z.int(),
  charset: z.string().nullable(),
  issues: z.array(z.object({ path: z.string(), message: z.string(), line: z.number(), column: z.string().optional() })),
});

type Checked = z.infer<typeof Checked>;

const Submitted = z.object({ batch: Batch, charset: z.string().nullable() });

type Sending = { connection: Connection; query: URLSearchParams; csv: Buffer; charset: string | undefined };

/** Issues a file and downloads what became of it. The exit code: 0 when all are issued, 1 when some are not, 2 when nothing was accepted. */
export async function issueCsv(options: Options): Promise<number> {
  const file = fromHere(options.file);
  if (!existsSync(file)) throw new Refusal(`There is no file ${options.file}.`);
  const csv = readCsv(file, options.file);
  const connection = findConnection(options.env, options["api-url"]);
  const sending = { connection, query: toQuery(options, basename(file)), csv, charset: options.charset };
  if (options["dry-run"]) return showCheck(sending, await check(sending));
  const isAsked = options.env === "live" && !options.yes;
  if (isAsked && !(await confirmCost(sending))) return 2;
  const { batch, charset, isResumed } = await submit(sending);
  if (!isAsked) showCharset(sending, charset);
  console.log(isResumed ? `Going on with the batch ${batch.id}: this file was sent before.` : `The batch is ${batch.id}.`);
  const progress = openProgress(process.stdout, Date.now());
  const ended = await followBatch(connection, batch.id, progress.tell);
  progress.end();
  await keep(connection, ended, options.out === undefined ? dirname(file) : fromHere(options.out));
  return ended.issued_count === ended.total_count ? 0 : 1;
}

function readCsv(file: string, name: string): Buffer {
  const stats = statSync(file);
  if (!stats.isFile()) throw new Refusal(`${name} is a folder, not a file.`);
  if (stats.size <= mostBytes) return readFileSync(file);
  // Rounded up: what is a byte too large is not said to have what is allowed.
  const size = (Math.ceil((stats.size * 10) / mebibyte) / 10).toFixed(1);
  throw new Refusal(`${name} has ${size} MiB, and at most ${mostBytes / mebibyte} MiB can be sent: split it into several files.`);
}

function toQuery({ template, name, title, mapping, "on-error": onError }: Options, fileName: string): URLSearchParams {
  const query = new URLSearchParams({ batchName: name ?? fileName, onError });
  if (template !== undefined) query.set("templateId", template);
  if (title !== undefined) query.set("title", title);
  if (mapping !== undefined) query.set("mapping", mapping);
  return query;
}

async function check(sending: Sending): Promise<Checked> {
  const { connection, query } = sending;
  const response = await call(connection, `/v1/certificates/bulk?${query}&dryRun=true`, toRequest(sending));
  return z.object({ data: Checked }).parse(await response.json()).data;
}

/** What was found out is not sure: of the encodings with one byte a character, a file does not say which one it is in. */
function showCharset(sending: Sending, charset: string | null): void {
  if (sending.charset !== undefined || charset === null || charset === "utf-8") return;
  console.log(`The file was read as ${charset}; --charset names another.`);
}

function showCheck(sending: Sending, checked: Checked): number {
  const { totalCount, validCount, refusedCount, creditsRequired, creditsAvailable, issues } = checked;
  showCharset(sending, checked.charset);
  showIssues(issues);
  const credits = creditsRequired > 0 ? `, which takes ${creditsRequired} of ${creditsAvailable} credits` : "";
  const badCount = totalCount - validCount;
  console.log(
    `Of ${totalCount} ${totalCount === 1 ? "row" : "rows"} ${validCount} can be issued${credits}${badCount > 0 ? `; ${badCount} cannot` : ""}.`,
  );
  if (refusedCount === totalCount) {
    console.log(
      validCount > 0
        ? "Nothing is issued while a row cannot be; --on-error skip leaves such rows out and issues the others."
        : "Nothing is issued.",
    );
  }
  return badCount === 0 ? 0 : 2;
}

async function confirmCost(sending: Sending): Promise<boolean> {
  const checked = await check(sending);
  showCheck(sending, checked);
  if (checked.refusedCount === checked.totalCount) return false;
  if (!process.stdin.isTTY) throw new Refusal("Issuing in live spends credits: add --yes.");
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`Issue them? (yes/no) `);
  lines.close();
  const isWanted = /^y(es)?$/i.test(answer.trim());
  if (!isWanted) console.log("Nothing was issued.");
  return isWanted;
}

/** The key is made of what is sent, so that sending it again after an interruption goes on with the same batch. */
async function submit(sending: Sending): Promise<{ batch: Batch; charset: string | null; isResumed: boolean }> {
  const { connection, query, csv, charset = "" } = sending;
  const key = createHash("sha256").update(charset).update(query.toString()).update("\n").update(csv).digest("hex");
  const request = toRequest(sending, { "Idempotency-Key": `issue-csv-${key}` });
  const response = await call(connection, `/v1/certificates/bulk?${query}`, request);
  const { data } = z.object({ data: Submitted }).parse(await response.json());
  return { ...data, isResumed: response.headers.get("Idempotent-Replayed") === "true" };
}

function toRequest({ csv, charset }: Sending, headers: Record<string, string> = {}): RequestInit {
  const type = charset === undefined ? "text/csv" : `text/csv; charset=${charset}`;
  return { method: "POST", body: new Uint8Array(csv), headers: { "Content-Type": type, ...headers } };
}

async function keep(connection: Connection, batch: Batch, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const results = join(folder, `results-${batch.id}.csv`);
  await download(connection, `/v1/batches/${batch.id}/results.csv`, results);
  console.log(`Results  ${results}`);
  if (batch.issued_count > 0) {
    const archive = join(folder, `certificates-${batch.id}.zip`);
    await download(connection, `/v1/batches/${batch.id}/archive.zip`, archive);
    console.log(`PDFs     ${archive}`);
  }
  const { issued_count: issued, failed_count: failed, cancelled_count: cancelled, total_count: total } = batch;
  if (cancelled > 0)
    console.log("What was cancelled stays so. To issue it, send its rows alone, as a file of their own: the results name them.");
  console.log(`${issued} of ${total} issued${failed ? `, ${failed} failed` : ""}${cancelled ? `, ${cancelled} cancelled` : ""}.`);
}
