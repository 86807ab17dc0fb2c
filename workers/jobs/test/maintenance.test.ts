import { ApiClient } from "@attestry/scripts/testing/api-client";
import { findBreaches } from "@attestry/scripts/testing/catalogue";
import { runScheduled } from "@attestry/scripts/testing/run-scheduled";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { expect, it } from "vitest";

const stack = useStack();

it("the hourly run makes the coming months' partitions, forgets old idempotency keys, and may run twice", async () => {
  const organization = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  for (const key of ["old", "young"]) await client.issue({}, { "Idempotency-Key": key });
  await stack.sql`
    update attestry.idempotency_records set created_at = now() - interval '26 hours'
    where organization_id = ${organization.id} and key = 'old'`;

  for (let run = 0; run < 2; run++)
    await runScheduled("workers/jobs/wrangler.toml", {
      SUPABASE_URL: stack.supabaseUrl,
      SUPABASE_SECRET_KEY: stack.secretKey,
      SEALING_KEYS: stack.sealingKeys,
    });

  const keys = await stack.sql`select key from attestry.idempotency_records where organization_id = ${organization.id}`;
  expect(keys.map(({ key }) => key)).toEqual(["young"]);
  const partitions = await stack.sql`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'attestry.verification_log'::regclass`;
  const names = partitions.map(({ name }) => String(name));
  for (const monthsAhead of [0, 1, 2]) {
    const now = new Date();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsAhead, 1))
      .toISOString()
      .slice(0, 7)
      .replace("-", "_");
    expect(names).toContain(`attestry.verification_log_${month}`);
  }
  expect(await findBreaches(stack.sql)).toEqual([]);
});

it("a verification lands in its month's partition, and in the default one when that is missing", async () => {
  const organization = await createTestOrganization(stack.sql);
  await new ApiClient(stack.apiUrl, organization.sandbox.secret).verify("MISSING");
  await stack.sql`
    insert into attestry.verification_log (organization_id, environment, certificate_reference, result, source, verified_at)
    values (${organization.id}, 'sandbox', 'OLD', 'not_found', 'api', '2020-01-01')`;
  const rows = await stack.sql`
    select tableoid::regclass::text as place from attestry.verification_log where organization_id = ${organization.id} order by verified_at`;
  const month = new Date().toISOString().slice(0, 7).replace("-", "_");
  expect(rows.map(({ place }) => place)).toEqual(["attestry.verification_log_default", `attestry.verification_log_${month}`]);
});
