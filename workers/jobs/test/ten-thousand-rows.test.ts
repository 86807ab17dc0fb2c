import { createHash } from "node:crypto";
import { createWriteStream, openAsBlob } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ApiClient, batchOf } from "@attestry/scripts/testing/api-client";
import { requireBatchesInOrder } from "@attestry/scripts/testing/batch-invariants";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { measureWorkers } from "@attestry/scripts/testing/measure-workers";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { BlobReader, type FileEntry, TextWriter, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { z } from "zod";

const own = useOwnStack();
const rows = 10_000;
const mostCalls = Math.ceil(rows / 500) + 2 * Math.ceil(rows / 100) + 5;
// Claims that find nothing any more: of each lane of two processes at the end, and of bells that come too late. However many rows there are.
const mostClaimsInVain = 25;
// What is called because of rows; a clock that looks for work in vain, and those who watch, call for themselves.
const forRows = new Set([
  ...["get_batch_context", "find_taken_ids", "stage_batch_chunks", "submit_batch"],
  ...["claim_batch_chunk", "commit_batch_chunk"],
]);
const mebibyte = 1024 * 1024;

const Table = z.array(z.record(z.string(), z.string()));
const readTable = (text: string | Uint8Array) => Table.parse(parse(Buffer.from(text), { bom: true, columns: true }));

/** Watches a batch to its end, with the most that the jobs Worker was seen to hold while the first half of the rows was issued, and the second. */
async function follow(client: ApiClient, id: string, jobsUrl: string) {
  const percentages: number[] = [];
  const peakBytes = { early: 0, late: 0 };
  for (;;) {
    const batch = await client.getBatch(id);
    const half = batch.issued_count <= batch.total_count / 2 ? "early" : "late";
    peakBytes[half] = Math.max(peakBytes[half], measureWorkers(jobsUrl));
    percentages.push(batch.percentage);
    if (batch.finished_at !== null) return { batch, percentages, peakBytes };
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

async function readCalls(proxyUrl: string, keyHash: string): Promise<string[]> {
  return z.array(z.string()).parse(await (await fetch(`${proxyUrl}/calls/${keyHash}`)).json());
}

it(`a CSV of ${rows} rows: every certificate is there, with the PDF its row names, and neither calls nor memory grow beyond their bounds`, async () => {
  const { sql, apiUrl, proxyUrl, directory, jobsUrls } = own();
  const [jobsUrl = ""] = jobsUrls;
  const organization = await createTestOrganization(sql, { credits: rows + 100, rateLimitPerMinute: 100_000 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  await client.waitForBatch(batchOf(await client.tryBulkCsv(makeBatchFile(100, "SMALL"))).id);
  const countCalls = async () => {
    const heard = [...(await readCalls(proxyUrl, organization.live.hash)), ...(await readCalls(proxyUrl, ""))];
    const count = (name: string) => heard.filter((called) => called === name).length;
    const inVain = count("claim_batch_chunk") - count("commit_batch_chunk");
    return { forRows: heard.filter((name) => forRows.has(name)).length - inVain, inVain };
  };
  const before = await countCalls();

  const csv = makeBatchFile(rows, "BIG");
  const { id } = batchOf(await client.tryBulkCsv(csv));
  const { batch, percentages, peakBytes } = await follow(client, id, jobsUrl);

  expect(batch).toMatchObject({ status: "completed", total_count: rows, issued_count: rows, failed_count: 0 });
  expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
  expect(new Set(percentages).size).toBeGreaterThan(5);

  const after = await countCalls();
  const calls = after.forRows - before.forRows;
  const inVain = after.inVain - before.inVain;
  const [early = 0, late = 0] = [peakBytes.early, peakBytes.late].map((bytes) => Math.round(bytes / mebibyte));
  console.log(
    `${calls} calls (at most ${mostCalls}) and ${inVain} claims in vain; the jobs Worker held ${early} MiB in the first half, ${late} in the second`,
  );
  expect(calls).toBeLessThanOrEqual(mostCalls);
  expect(inVain).toBeLessThanOrEqual(mostClaimsInVain);
  // What grows with the rows, were it 25 KB of each, would show here.
  expect(late).toBeLessThan(early * 1.2);

  const stored =
    await sql`select certificate_id, pdf_sha256 from attestry.certificates where organization_id = ${organization.id} and certificate_id like 'BIG-%'`;
  const hashes = new Map(stored.map((row) => [String(row.certificate_id), String(row.pdf_sha256)]));
  expect(hashes.size).toBe(rows);

  const results = readTable((await client.download(`/v1/batches/${id}/results.csv`)).bytes);
  const sent = readTable(csv);
  expect(results.map(({ certificateId, recipientName, title, status }) => [certificateId, recipientName, title, status])).toEqual(
    sent.map((row) => [row["Certificate ID"], row.Name, row.Title, "issued"]),
  );

  const archive = `${directory}/archive.zip`;
  const response = await fetch(`${apiUrl}/v1/batches/${id}/archive.zip`, {
    headers: { Authorization: `Bearer ${organization.live.secret}` },
  });
  if (!response.body) throw new Error("The archive is empty.");
  await pipeline(Readable.from(response.body), createWriteStream(archive));
  const entries = (await new ZipReader(new BlobReader(await openAsBlob(archive))).getEntries()).filter(
    (entry): entry is FileEntry => !entry.directory,
  );
  const wrong: string[] = [];
  for (const entry of entries) {
    if (!entry.filename.endsWith(".pdf")) continue;
    const bytes = await entry.getData(new Uint8ArrayWriter());
    if (createHash("sha256").update(bytes).digest("hex") !== hashes.get(entry.filename.replace(/\.pdf$/, "")))
      wrong.push(entry.filename);
  }
  expect(wrong).toEqual([]);
  expect(entries).toHaveLength(rows + 1);
  const manifest = readTable(
    String(await entries.find(({ filename }) => filename === "manifest.csv")?.getData(new TextWriter())),
  );
  expect(new Map(manifest.map(({ certificateId = "", pdfSha256 = "" }) => [certificateId, pdfSha256]))).toEqual(hashes);
  await requireBatchesInOrder(sql, organization.id);
});
