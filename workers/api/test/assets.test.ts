import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Answer, ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { makePng } from "@attestry/scripts/testing/make-png";
import { aDesign, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
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

/** The files of a bucket, where the local R2 keeps them. */
function listStoredFiles(bucket: string): Buffer[] {
  const root = dirname(stack.apiLogFile);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes(`/${bucket}/`))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`));
}

const pdf = new Uint8Array(Buffer.from("%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"));

describe("an asset", () => {
  it("is named by the hash of its bytes, recorded, listed, and may be named by a design", async () => {
    const png = makePng(8, 8);
    const asset = assetOf(await upload(png));
    const id = createHash("sha256").update(png).digest("hex");
    expect(asset).toMatchObject({ id, media_type: "image/png", size_bytes: png.length });
    expect(await listOf()).toContainEqual(asset);
    const [row] = await stack.sql`select * from attestry.assets where organization_id = ${organization.id} and sha256 = ${id}`;
    expect(row).toMatchObject({ environment: "sandbox", media_type: "image/png", created_by: organization.sandbox.id });
    expect(listStoredFiles("attestry-files-sandbox").some((file) => file.equals(png))).toBe(true);
    expect(listStoredFiles("attestry-files-live").some((file) => file.equals(png))).toBe(false);
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
    const asset = assetOf(await upload(pdf, "application/pdf"));
    expect(asset.media_type).toBe("application/pdf");
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
    expect((await upload(bytes, type)).status).toBe(status);
    expect(await listOf()).toEqual(before);
  });

  it("an environment holds 500 at most; what is there already may be sent again", async () => {
    const full = await createTestOrganization(stack.sql);
    const own = new ApiClient(stack.apiUrl, full.sandbox.secret);
    const first = assetOf(await upload(pdf, "application/pdf", {}, own));
    await stack.sql`
      insert into attestry.assets (organization_id, environment, sha256, media_type, size_bytes, created_by)
      select organization_id, environment, encode(sha256(n::text::bytea), 'hex'), media_type, size_bytes, created_by
      from attestry.assets, generate_series(1, 499) as n where organization_id = ${full.id}`;
    expect(errorOf(await upload(makePng(3, 3), "image/png", {}, own)).code).toBe("LIMIT_REACHED");
    expect(assetOf(await upload(pdf, "application/pdf", {}, own))).toEqual(first);
  });
});
