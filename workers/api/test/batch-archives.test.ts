import { createHash } from "node:crypto";
import { ApiClient, aCertificate, batchOf } from "@attestry/scripts/testing/api-client";
import { failAgain } from "@attestry/scripts/testing/batch-invariants";
import { createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { type FileEntry, TextWriter, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

async function createClient() {
  const organization = await createTestOrganization(stack.sql);
  return { organization, client: new ApiClient(stack.apiUrl, organization.sandbox.secret) };
}

async function readArchive(client: ApiClient, batchId: string) {
  const { bytes } = await client.download(`/v1/batches/${batchId}/archive.zip`);
  const entries = await new ZipReader(new Uint8ArrayReader(bytes)).getEntries();
  const files = entries.filter((entry): entry is FileEntry => !entry.directory);
  const readText = async (name: string) => files.find(({ filename }) => filename === name)?.getData(new TextWriter());
  const manifest = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(String(await readText("manifest.csv")), { bom: true, columns: true }));
  return { files, manifest, missing: await readText("missing.txt"), incomplete: await readText("incomplete.txt") };
}

/** An archive's times have no zone: the Worker writes UTC, and they are read as local ones. */
const toUtc = (local: Date) => local.getTime() - local.getTimezoneOffset() * 60_000;

it("rows of two templates that take turns lie in the archive whole, and in the manifest in their order", async () => {
  const { client } = await createClient();
  const [one, other] = [await createTemplate(client), await createTemplate(client)];
  const certificates = Array.from({ length: 40 }, (_, index) => ({
    ...aCertificate,
    certificateId: `TURN-${index}`,
    templateId: index % 2 === 0 ? one.id : other.id,
  }));
  const { id } = await client.waitForBatch(batchOf(await client.tryBulk({ certificates })).id);
  const { files, manifest } = await readArchive(client, id);
  expect(manifest.map(({ certificateId }) => certificateId)).toEqual(certificates.map(({ certificateId }) => certificateId));
  expect(files).toHaveLength(41);
  const [batch] = await stack.sql`select finished_at from attestry.batches where id = ${id}`;
  for (const { lastModDate } of files) expect(Math.abs(toUtc(lastModDate) - Number(batch?.finished_at))).toBeLessThan(2000);
  for (const { fileName, pdfSha256 } of manifest) {
    const bytes = await files.find(({ filename }) => filename === fileName)?.getData(new Uint8ArrayWriter());
    expect(
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex"),
    ).toBe(pdfSha256);
  }
});

it("ids that differ by case alone get file names that differ otherwise", async () => {
  const { client } = await createClient();
  const certificates = ["case-1", "CASE-1"].map((certificateId) => ({ ...aCertificate, certificateId }));
  const { id } = await client.waitForBatch(batchOf(await client.tryBulk({ certificates })).id);
  const { files, manifest } = await readArchive(client, id);
  expect(files.map(({ filename }) => filename).toSorted()).toEqual(["CASE-1~2.pdf", "case-1.pdf", "manifest.csv"]);
  expect(manifest.map(({ fileName }) => fileName)).toEqual(["case-1.pdf", "CASE-1~2.pdf"]);
});

it("an id that Windows keeps for a device gets a file name that it takes", async () => {
  const { client } = await createClient();
  const ids = ["CON", "com1", "nul.2026", "CONTRACT"];
  const certificates = ids.map((certificateId) => ({ ...aCertificate, certificateId }));
  const { id } = await client.waitForBatch(batchOf(await client.tryBulk({ certificates })).id);
  const { manifest } = await readArchive(client, id);
  expect(manifest.map(({ fileName }) => fileName)).toEqual(["1~CON.pdf", "2~com1.pdf", "3~nul.2026.pdf", "CONTRACT.pdf"]);
});

it("a PDF that is no longer there is named, and the others are in the archive", async () => {
  const { organization, client } = await createClient();
  const certificates = ["KEPT", "LOST"].map((certificateId) => ({ ...aCertificate, certificateId }));
  const { id } = await client.waitForBatch(batchOf(await client.tryBulk({ certificates })).id);
  // Certificates are final; what stands in for a lost file is a row that names another.
  await stack.sql.begin(async (transaction) => {
    await transaction`alter table attestry.certificates disable trigger certificates_final`;
    await transaction`
      update attestry.certificates set pdf_pack = ${"0".repeat(64)}
      where organization_id = ${organization.id} and certificate_id = 'LOST'`;
    await transaction`alter table attestry.certificates enable trigger certificates_final`;
  });
  const { files, manifest, missing } = await readArchive(client, id);
  expect(files.map(({ filename }) => filename).toSorted()).toEqual(["KEPT.pdf", "manifest.csv", "missing.txt"]);
  expect(missing).toContain("LOST");
  expect(missing).not.toContain("KEPT");
  expect(manifest.map(({ certificateId, fileName }) => [certificateId, fileName])).toEqual([
    ["KEPT", "KEPT.pdf"],
    ["LOST", ""],
  ]);
});

it("an archive says how many rows are not in it, and what became of them; one of all rows says nothing", async () => {
  const { client } = await createClient();
  const named = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...aCertificate, certificateId: `PART-${index}` }));
  const bad = { ...aCertificate, recipientEmail: "nobody" };
  const { id } = await client.waitForBatch(
    batchOf(await client.tryBulk({ onError: "skip", certificates: [...named(6), bad] })).id,
  );
  const done = await readArchive(client, id);
  expect(done.incomplete).toContain("the PDFs of 6 of the 7 rows");
  expect(done.incomplete).toContain("The others:\n\nfailed: 1\n\nWhat became of each row");
  expect(done.incomplete).toContain("results.csv\n");
  // As if one of the rows had been cancelled and two still waited.
  const asIf = (status: string, certificateIds: string[]) =>
    stack.sql`update attestry.batch_items set status = ${status} where batch_id = ${id} and certificate_id in ${stack.sql(certificateIds)}`;
  await asIf("cancelled", ["PART-0"]);
  await asIf("pending", ["PART-1", "PART-2"]);
  await stack.sql`
    update attestry.batches set status = 'processing', finished_at = null, issued_count = 3, cancelled_count = 1 where id = ${id}`;
  const { incomplete, manifest } = await readArchive(client, id);
  expect(manifest).toHaveLength(3);
  expect(incomplete).toContain("the PDFs of 3 of the 7 rows");
  expect(incomplete).toContain("failed: 1\ncancelled: 1\nstill to be issued: 2\n");
  expect(incomplete).toContain("again when the batch has ended");
});

it("an archive of a batch of which nothing was issued says so", async () => {
  const { client } = await createClient();
  const { id } = await client.waitForBatch(batchOf(await client.tryBulk({ certificates: [aCertificate, aCertificate] })).id);
  expect((await readArchive(client, id)).incomplete).toBeUndefined();
  await failAgain(stack.sql, id, 2);
  const { files, manifest, incomplete } = await readArchive(client, id);
  expect(files.map(({ filename }) => filename).toSorted()).toEqual(["incomplete.txt", "manifest.csv"]);
  expect(manifest).toEqual([]);
  expect(incomplete).toContain("the PDFs of 0 of the 2 rows");
  expect(incomplete).toContain("\n\nfailed: 2\n\n");
});
