import { describe, expect, it } from "vitest";
import { ApiClient } from "../../scripts/testing/api-client.ts";
import { findBreaches, findBreachesAfter } from "../../scripts/testing/catalogue.ts";
import { createTestOrganization } from "../../scripts/testing/test-organization.ts";
import { useStack } from "../../scripts/testing/use-stack.ts";

const { sql, apiUrl, supabaseUrl, secretKey, publishableKey } = useStack();

describe("who may do what, for every table and function there is", () => {
  it("no rule is broken, also once requests have been served", async () => {
    const { sandbox } = await createTestOrganization(sql);
    expect((await new ApiClient(apiUrl, sandbox.secret).request("/v1/templates")).status).toBe(200);
    expect(await findBreaches(sql)).toEqual([]);
  });

  const tenantTable = "organization_id uuid not null, environment attestry.environment not null";
  it.each([
    ["create table attestry.loose (id int)", "table loose has no forced row-level security"],
    ["create table api.seen (id int)", "table seen lies outside the schema attestry"],
    ["grant select on attestry.certificates to service_role", "table certificates is granted to service_role"],
    ["create policy open on attestry.certificates using (true)", "table certificates has a policy, which lets rows out"],
    ["create table attestry.half (organization_id uuid)", "table half has organization_id without environment"],
    [`create table attestry.orphan (${tenantTable})`, "table orphan belongs to no tenant by a foreign key"],
    [
      "create table attestry.child (id int, c uuid references attestry.template_versions (id))",
      "foreign key child_c_fkey to a tenant table leaves out organization or environment",
    ],
    [
      "create function api.open(input jsonb) returns jsonb language sql as 'select input'",
      "function api.open has an open search_path",
    ],
    [
      "create function api.nobody(input jsonb) returns jsonb language sql security definer set search_path = '' as 'select input'",
      "function api.nobody authenticates nobody and does not say why",
    ],
    ["grant execute on function api.get_certificate(jsonb) to anon", "function api.get_certificate may be called by anon"],
    [
      "grant execute on function admin.create_organization(jsonb) to service_role",
      "function admin.create_organization may be called by service_role",
    ],
    ["grant temporary on database postgres to service_role", "role service_role may make temporary objects"],
    ["grant usage on schema attestry to service_role", "schema attestry is open to service_role"],
  ])("%s is noticed", async (change, breach) => {
    expect(await findBreachesAfter(sql, change)).toContain(breach);
  });

  it("the Workers' role can read no table, though it may call every function", async () => {
    const tables = await sql`select format('attestry.%I', tablename) as name from pg_tables where schemaname = 'attestry'`;
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const attempt = sql.begin(async (transaction) => {
        await transaction.unsafe("set local role service_role");
        await transaction.unsafe(`select * from ${name}`);
      });
      await expect(attempt).rejects.toThrow("permission denied");
    }
  });

  it("over HTTP the tables' schema is not there, and the publishable role may call nothing", async () => {
    const ask = (path: string, schema: string) =>
      fetch(`${supabaseUrl}/rest/v1/${path}`, {
        headers: { apikey: secretKey, Authorization: `Bearer ${secretKey}`, "Accept-Profile": schema },
      });
    expect((await ask("certificates", "attestry")).status).toBe(406);
    expect((await ask("certificates", "api")).status).toBe(404);
    const call = (key: string) =>
      fetch(`${supabaseUrl}/rest/v1/rpc/get_certificate`, {
        method: "POST",
        headers: { apikey: key, Authorization: `Bearer ${key}`, "Content-Type": "application/json", "Content-Profile": "api" },
        body: JSON.stringify({ input: { keyHash: "x", reference: "x" } }),
      }).then((response) => response.text());
    expect(await call(secretKey)).toContain("PT401");
    expect(await call(publishableKey)).toContain("42501");
  });
});

describe("what the tables themselves refuse", () => {
  it("a revocation that is taken back, or given another reason", async () => {
    const organization = await createTestOrganization(sql);
    const client = new ApiClient(apiUrl, organization.sandbox.secret);
    const { certificateId } = await client.issue();
    await client.revoke(certificateId, { reason: "first" });
    const of = sql`where organization_id = ${organization.id}`;
    await expect(sql`update attestry.certificates set revoked_at = null, revocation_reason = null ${of}`).rejects.toThrow(
      "is final",
    );
    await expect(sql`update attestry.certificates set revocation_reason = 'second' ${of}`).rejects.toThrow("is final");
  });

  it("a document that says less than its row", async () => {
    const organization = await createTestOrganization(sql);
    await new ApiClient(apiUrl, organization.sandbox.secret).issue();
    const attempt = sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction`update attestry.certificates set document = '{}' where organization_id = ${organization.id}`;
    });
    await expect(attempt).rejects.toThrow("document_agrees");
  });

  it.each([
    ["a sandbox tenant with credits", "update attestry.tenants set credits = 1 where environment = 'sandbox'", "live_only"],
    ["a negative balance", "update attestry.tenants set credits = -1 where environment = 'live'", "not_negative"],
    [
      "a key whose prefix is another environment's",
      "update attestry.api_keys set prefix = 'sk_live_' where environment = 'sandbox'",
      "prefix",
    ],
    [
      "a reason without a revocation",
      "update attestry.certificates set revocation_reason = 'x' where revoked_at is null",
      "revocation_whole",
    ],
    ["a certificate whose document is changed", "update attestry.certificates set document = '{}'", "is final"],
    ["a certificate whose file is changed", "update attestry.certificates set pdf_sha256 = repeat('0', 64)", "is final"],
    ["a certificate moved to the other environment", "update attestry.certificates set environment = 'live'", "is final"],
    ["a version of a template that changes", "update attestry.template_versions set design = '{}'", "is final"],
    [
      "a certificate renamed beside its document",
      "update attestry.certificates set certificate_id = certificate_id || 'X'",
      "is final",
    ],
    ["an archived template that is active", "update attestry.templates set archived_at = now()", "archived_is_not_active"],
    [
      "an asset of a type that no design shows",
      `insert into attestry.assets
        select organization_id, environment, repeat('a', 64), 'image/svg+xml', 1, id from attestry.api_keys`,
      "media_type_known",
    ],
    [
      "an asset uploaded with the other environment's key",
      `insert into attestry.assets
        select t.organization_id, t.environment, encode(sha256(k.id::text::bytea), 'hex'), 'image/png', 1, k.id
        from attestry.tenants t join attestry.api_keys k using (organization_id) where t.environment <> k.environment`,
      "created_by",
    ],
    ["two primary organizations", "update attestry.organizations set is_primary = true", "one_primary"],
  ])("%s", async (_name, change, constraint) => {
    const organization = await createTestOrganization(sql);
    await new ApiClient(apiUrl, organization.sandbox.secret).issue();
    await expect(sql.unsafe(change)).rejects.toThrow(constraint);
  });
});
