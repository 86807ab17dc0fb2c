// What must always hold of templates and assets, as checks that throw when it does not.
import { deepStrictEqual, equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { ApiClient } from "./api-client.ts";
import { fillAssets, fillTemplates } from "./fill-tenant.ts";
import { makePng } from "./make-png.ts";
import { aDesign, aTemplate, aText, createTemplate } from "./make-template.ts";
import { meet, requireOutcomes } from "./race.ts";
import type { Subject } from "./subject.ts";
import { createTestOrganization } from "./test-organization.ts";

// As many as the pool of connections lets wait for one another, with room for others.
const racers = 6;

/** With room for two templates, two of the concurrent calls create one. */
export async function requireTemplatesBounded({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  await fillTemplates(sql, apiUrl, organization, 198);
  const answers = await meet(sql, organization, racers, (index) =>
    client.request("/v1/templates", { method: "POST", body: aTemplate({ name: `Racer ${index}` }) }),
  );
  requireOutcomes(answers, { 201: 2, LIMIT_REACHED: racers - 2 }, "two callers create a template");
  const [row] = await sql`select count(*)::int as n from attestry.templates where organization_id = ${organization.id}`;
  equal(row?.n, 200, "200 templates exist");
}

/** With room for two assets, two of the concurrent calls add one. */
export async function requireAssetsBounded({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  await fillAssets(sql, organization, 498);
  const headers = { "Content-Type": "image/png" };
  const answers = await meet(sql, organization, racers, (index) =>
    client.request("/v1/assets", { method: "POST", rawBody: makePng(30, index + 1), headers }),
  );
  requireOutcomes(answers, { 201: 2, LIMIT_REACHED: racers - 2 }, "two callers add an asset");
  const [row] = await sql`select count(*)::int as n from attestry.assets where organization_id = ${organization.id}`;
  equal(row?.n, 500, "500 assets exist");
}

/** Of concurrent changes that expect one version, one is made; the others are told that there is another version by now. */
export async function requireOneChangeOfAVersion({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { id } = await createTemplate(client);
  const answers = await meet(sql, organization, racers, (index) => {
    const design = aDesign(aText(`Design ${index}`));
    return client.request(`/v1/templates/${id}`, { method: "PUT", body: aTemplate({ design, expected_version: 1 }) });
  });
  requireOutcomes(answers, { 200: 1, TEMPLATE_VERSION_CONFLICT: racers - 1 }, "one caller changes the template");
  const versions = await sql`select version from attestry.template_versions where template_id = ${id} order by version`;
  deepStrictEqual(
    versions.map(({ version }) => version),
    [1, 2],
    "one version is added",
  );
}

/** An asset of another organization or environment is missing: by the API, and by the database before a byte is looked for. */
export async function requireForeignAssetsMissing({ apiUrl, sql }: Subject): Promise<void> {
  const [owner, stranger] = [await createTestOrganization(sql), await createTestOrganization(sql)];
  const png = makePng(31, 31);
  const headers = { "Content-Type": "image/png" };
  await new ApiClient(apiUrl, owner.sandbox.secret).request("/v1/assets", { method: "POST", rawBody: png, headers });
  const [foreign, missing] = [createHash("sha256").update(png).digest("hex"), "0".repeat(64)];
  for (const key of [stranger.sandbox, stranger.live, owner.live]) {
    const input = { keyHash: key.hash, templateId: null, assets: [foreign, missing], knownTemplateVersions: [], knownLogos: [] };
    const [row] = await sql`select api.get_preview_context(${sql.json(input)}) -> 'missingAssets' as missing`;
    deepStrictEqual(row?.missing, [foreign, missing], "a foreign asset is missing");
    const client = new ApiClient(apiUrl, key.secret);
    const create = async (asset: string) => {
      const design = { ...aDesign(), background: { asset, fit: "cover" } };
      const { status, text } = await client.request("/v1/templates", { method: "POST", body: aTemplate({ design }) });
      return `${status} ${text.replace(/req_[0-9a-z]{24}/, "REQUEST")}`;
    };
    equal(await create(foreign), await create(missing), "a foreign asset is answered like a missing one");
  }
}
