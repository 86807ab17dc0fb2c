import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Answer, ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { fillAssets } from "@attestry/scripts/testing/fill-tenant";
import { makeOnePagePdf } from "@attestry/scripts/testing/make-one-page-pdf";
import { makePng } from "@attestry/scripts/testing/make-png";
import { aDesign, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestKey, createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();
let organization: TestOrganization;
let client: ApiClient;

beforeAll(async () => {
  organization = await createTestOrganization(stack.sql);
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
});

type Bytes = Uint8Array<ArrayBuffer>;

function upload(bytes: Bytes, type = "image/png", headers: Record<string, string> = {}, of = client): Promise<Answer> {
  return of.request("/v1/assets", { method: "POST", rawBody: bytes, headers: { "Content-Type": type, ...headers } });
}

const assetOf = (answer: Answer) => z.object({ data: contract.assetUpload }).parse(answer.body).data.asset;
const listOf = async (of = client) =>
  z.object({ data: contract.assetList }).parse((await of.request("/v1/assets")).body).data.assets;

/** How many files of an environment's bucket, where the local R2 keeps them, hold these bytes. */
function countStored(bytes: Bytes, environment = "sandbox"): number {
  return (
    readdirSync(dirname(stack.apiLogFile), { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && !entry.name.startsWith(".") && entry.parentPath.includes(`/attestry-files-${environment}/`),
      )
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      // Other tests write there too: a blob that is not finished has a dot before its name, and is renamed at any moment.
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.size === bytes.length && readFileSync(file).equals(bytes))
      .length
  );
}

describe("an asset", () => {
  it("is named by the hash of its bytes, recorded, listed, and may be named by a design", async () => {
    const png = makePng(8, 8);
    const asset = assetOf(await upload(png));
    const id = createHash("sha256").update(png).digest("hex");
    expect(asset).toMatchObject({ id, media_type: "image/png", size_bytes: png.length });
    expect(await listOf()).toContainEqual(asset);
    const [row] = await stack.sql`select * from attestry.assets where organization_id = ${organization.id} and sha256 = ${id}`;
    expect(row).toMatchObject({ environment: "sandbox", media_type: "image/png", created_by: organization.sandbox.id });
    expect([countStored(png), countStored(png, "live")]).toEqual([1, 0]);
    const image = { type: "image", asset: id, x: 0, y: 0, width: 99, height: 99, fit: "contain", align: "center" };
    const { id: templateId } = await createTemplate(client, {
      design: { ...aDesign(image), background: { asset: id, fit: "stretch" } },
    });
    expect((await client.tryIssue({ templateId })).status).toBe(201);
  });

  it("is one however often it is sent, also at the same time and under one key", async () => {
    const png = makePng(9, 9);
    const key = { "Idempotency-Key": "asset-1" };
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => upload(png, "image/png", index < 3 ? key : {})));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const hash = createHash("sha256").update(png).digest("hex");
    expect((await listOf()).filter(({ id }) => id === hash)).toHaveLength(1);
    const audit = await stack.sql`
      select 1 from attestry.audit_log where organization_id = ${organization.id} and action = 'asset.add'
      and subject = ${hash}`;
    expect(audit).toHaveLength(1);
    expect(errorOf(await upload(makePng(9, 10), "image/png", key)).code).toBe("IDEMPOTENCY_CONFLICT");
  });

  it("may be a PDF, and belongs to its environment alone", async () => {
    const asset = assetOf(await upload(await makeOnePagePdf(), "application/pdf"));
    expect(asset.media_type).toBe("application/pdf");
    const { id: templateId } = await createTemplate(client, {
      design: { ...aDesign(), background: { asset: asset.id, fit: "cover" } },
    });
    expect((await client.tryIssue({ templateId })).status).toBe(201);
    expect(await listOf(new ApiClient(stack.apiUrl, organization.live.secret))).toEqual([]);
  });

  it.each<[string, Bytes, string, number]>([
    ["nothing", new Uint8Array(), "image/png", 400],
    ["a text called a picture", new Uint8Array(Buffer.from("hello ".repeat(20))), "image/png", 400],
    ["a PNG called a JPEG", makePng(3, 3), "image/jpeg", 400],
    ["a picture that claims 2,500 million pixels", makePng(3, 3, { claims: [50_000, 50_000] }), "image/png", 400],
    ["a moving picture", makePng(3, 3, { extra: ["acTL"] }), "image/png", 400],
    ["a picture with an archive behind it", makePng(3, 3, { tail: "PK\u0003\u0004" }), "image/png", 400],
    ["an encrypted PDF", new Uint8Array(Buffer.from("%PDF-1.7\ntrailer <</Encrypt 1 0 R>>\n%%EOF")), "application/pdf", 400],
    ["an SVG", new Uint8Array(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")), "image/svg+xml", 415],
    ["JSON", new Uint8Array(Buffer.from("{}")), "application/json", 415],
    ["a type with a parameter", makePng(3, 3), "image/png; name=x", 415],
    ["more than 5 MiB", new Uint8Array(5 * 1024 * 1024 + 1), "image/png", 413],
    ["20 MB", new Uint8Array(20 * 1024 * 1024), "application/pdf", 413],
  ])("%s is refused and leaves nothing behind", async (_name, bytes, type, status) => {
    const before = await listOf();
    const stored = countStored(bytes);
    expect((await upload(bytes, type)).status).toBe(status);
    expect(await listOf()).toEqual(before);
    expect(countStored(bytes)).toBe(stored);
  });

  it("of a key that may not upload, or under an Idempotency-Key of other bytes, leaves nothing behind", async () => {
    const key = { "Idempotency-Key": "asset-2" };
    assetOf(await upload(makePng(20, 1), "image/png", key));
    const other = makePng(20, 2);
    expect(errorOf(await upload(other, "image/png", key)).code).toBe("IDEMPOTENCY_CONFLICT");
    const { secret } = await createTestKey(stack.sql, organization.id, "sandbox", { scopes: ["templates.read"] });
    expect(errorOf(await upload(other, "image/png", {}, new ApiClient(stack.apiUrl, secret))).code).toBe("FORBIDDEN");
    expect(countStored(other)).toBe(0);
  });

  it("an environment holds 500 at most, in the bucket too; what is there already may be sent again", async () => {
    const full = await createTestOrganization(stack.sql);
    const own = new ApiClient(stack.apiUrl, full.sandbox.secret);
    const first = assetOf(await upload(makePng(21, 1), "image/png", { "Idempotency-Key": "first" }, own));
    await fillAssets(stack.sql, full, 500);
    const others = [2, 3, 4].map((height) => makePng(21, height));
    for (const other of others) expect(errorOf(await upload(other, "image/png", {}, own)).code).toBe("LIMIT_REACHED");
    expect(others.map((other) => countStored(other))).toEqual([0, 0, 0]);
    expect(assetOf(await upload(makePng(21, 1), "image/png", {}, own))).toEqual(first);
    expect(assetOf(await upload(makePng(21, 1), "image/png", { "Idempotency-Key": "first" }, own))).toEqual(first);
    expect(countStored(makePng(21, 1))).toBe(1);
    const elsewhere = new ApiClient(stack.apiUrl, full.live.secret);
    expect((await upload(makePng(21, 2), "image/png", {}, elsewhere)).status).toBe(201);
  });
});
