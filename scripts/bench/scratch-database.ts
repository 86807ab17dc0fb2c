import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { publishBuiltInTemplates } from "../admin/templates.ts";
import { findFreePort } from "../stack/free-port.ts";
import { startPostgres } from "../stack/postgres.ts";
import { startSupabaseApi } from "../stack/supabase-api.ts";
import { createTestOrganization, type TestOrganization } from "../testing/test-organization.ts";
import { makeCertificate } from "./make-certificate.ts";

/** `certificateIds` are those of `organization` in sandbox. */
export type ScratchDatabase = {
  sql: Sql;
  organization: TestOrganization;
  certificateIds: string[];
  stop: () => Promise<void>;
};

export const connections = 8;
const certificatesPerOrganization = 10_000;
const batchSize = 100;

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
    await createBareFunction(sql);
    const [organization, other] = [await createIssuer(sql), await createIssuer(sql)];
    const [certificateIds] = await Promise.all([fill(sql, organization), fill(sql, other)]);
    await sql`vacuum analyze`;
    await sql`checkpoint`;
    return { sql, organization, certificateIds, stop };
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

/** The least that a function called like ours can do: its price is that of the call. */
async function createBareFunction(sql: Sql): Promise<void> {
  await sql`create schema bench`;
  await sql`create function bench.select_one(input jsonb) returns jsonb language sql return to_jsonb(1)`;
}

function createIssuer(sql: Sql): Promise<TestOrganization> {
  return createTestOrganization(sql, { credits: 1_000_000 });
}

async function fill(sql: Sql, { id, name, sandbox }: TestOrganization): Promise<string[]> {
  const certificateIds: string[] = [];
  while (certificateIds.length < certificatesPerOrganization) {
    const certificates = Array.from({ length: batchSize }, () => makeCertificate({ id, name, environment: "sandbox" }));
    const input = { keyHash: sandbox.hash, requestId: "req_seed", idempotency: null, certificates };
    await sql`select api.commit_certificates(${JSON.stringify(input)}::text::jsonb)`;
    certificateIds.push(...certificates.map(({ certificateId }) => certificateId));
  }
  return certificateIds;
}
