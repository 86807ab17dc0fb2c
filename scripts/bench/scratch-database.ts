import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { publishBuiltInTemplates } from "../admin/templates.ts";
import { findFreePort } from "../stack/free-port.ts";
import { startPostgres } from "../stack/postgres.ts";
import { startSupabaseApi } from "../stack/supabase-api.ts";
import { createTestOrganization, type TestOrganization } from "../testing/test-organization.ts";
import { makeCertificate, template } from "./make-certificate.ts";
import { createSelectOne } from "./select-one.ts";

/** `certificateIds` are those of `organization` in sandbox. */
export type ScratchDatabase = {
  sql: Sql;
  databaseUrl: string;
  organization: TestOrganization;
  certificateIds: string[];
  stop: () => Promise<void>;
};

export const connections = 8;
const batchSize = 100;
const batchesPerOrganization = 100;

/** A Postgres with its own settings (fsync on) in `directory`, with two organizations of 10,000 certificates each. */
export async function startScratchDatabase(directory: string): Promise<ScratchDatabase> {
  const password = randomBytes(18).toString("hex");
  const server = await startPostgres({ directory: `${directory}/postgres`, port: await findFreePort(), password });
  const sql = postgres(server.databaseUrl, { max: connections, onnotice: () => {} });
  const stop = async () => {
    await sql.end({ timeout: 1 });
    await server.stop();
  };
  try {
    await applyMigrations(server.databaseUrl);
    await publishBuiltInTemplates(sql);
    await createSelectOne(sql);
    const [organization, other] = [await createIssuer(sql), await createIssuer(sql)];
    const certificateIds = await fill(sql, [organization, other]);
    await sql`vacuum analyze`;
    await sql`checkpoint`;
    return { sql, databaseUrl: server.databaseUrl, organization, certificateIds, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The process that applies them serves the Supabase interface too; nothing here asks for that. */
async function applyMigrations(databaseUrl: string): Promise<void> {
  const port = await findFreePort();
  const api = await startSupabaseApi({ databaseUrl, port, secretKey: "unused", publishableKey: "unused" });
  await api.stop();
}

function createIssuer(sql: Sql): Promise<TestOrganization> {
  return createTestOrganization(sql, { credits: 1_000_000 });
}

/** Returns the ids of the first issuer's certificates. */
async function fill(sql: Sql, [first, second]: [TestOrganization, TestOrganization]): Promise<string[]> {
  const certificateIds = await commitBatches(sql, first, 1);
  // Until a table was analyzed once, all its indexes look alike, and the check of a foreign key may walk a whole one.
  await sql`analyze`;
  const [others] = await Promise.all([
    commitBatches(sql, first, batchesPerOrganization - 1),
    commitBatches(sql, second, batchesPerOrganization),
  ]);
  return [...certificateIds, ...others];
}

async function commitBatches(sql: Sql, issuer: TestOrganization, batches: number): Promise<string[]> {
  const certificateIds: string[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const certificates = Array.from({ length: batchSize }, () => makeCertificate({ ...issuer, environment: "sandbox" }));
    const input = { keyHash: issuer.sandbox.hash, requestId: "req_seed", idempotency: null, template, certificates };
    await sql`select api.commit_certificates(${JSON.stringify(input)}::text::jsonb)`;
    certificateIds.push(...certificates.map(({ certificateId }) => certificateId));
  }
  return certificateIds;
}
