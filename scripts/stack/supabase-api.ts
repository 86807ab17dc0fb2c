// Serves a Postgres through @supabase/lite, so that supabase-js finds the same HTTP interface as on a hosted Supabase.
import { serve } from "@hono/node-server";
import { App } from "@supabase/lite";
import { applyPendingMigrations } from "@supabase/lite/cli";
import { createPostgresConnection } from "@supabase/lite/postgres";
import postgres from "postgres";
import { projectRoot } from "../paths.ts";

export type SupabaseApi = { url: string; stop: () => Promise<void> };
export type SupabaseApiOptions = { databaseUrl: string; port: number; secretKey: string; publishableKey: string };

// lite hands jsonb arguments over as JSON text and expects ISO times: without these the driver would encode them twice.
const jsonb = { to: 3802, from: [3802], serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)), parse: JSON.parse };
const timestamptz = { to: 1184, from: [1184], serialize: String, parse: (value: string) => value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00") };

/** Applies the migrations that the database lacks, then serves it on 127.0.0.1:`port`. */
export async function startSupabaseApi(options: SupabaseApiOptions): Promise<SupabaseApi> {
  process.env.DO_NOT_TRACK = "1";
  silenceStackTraces();
  await createSupabaseRoles(options.databaseUrl);
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: { types: { jsonb, timestamptz }, max: 10, onnotice: () => {} },
  });
  const app = new App({
    connection,
    db: { driver: "postgres", url: options.databaseUrl, migrations: { enabled: true } },
    api: { enabled: true, schemas: ["api"], extra_search_path: [] },
    auth: { enabled: false, publishable_key: options.publishableKey, secret_key: options.secretKey },
  });
  await applyMigrations(app);
  const server = serve({ fetch: app.fetch.bind(app), port: options.port, hostname: "127.0.0.1" });
  const stop = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
    await connection.close();
  };
  return { url: `http://127.0.0.1:${options.port}`, stop };
}

async function applyMigrations(app: App): Promise<void> {
  const before = process.cwd();
  process.chdir(projectRoot);
  try {
    await applyPendingMigrations(app);
  } finally {
    process.chdir(before);
  }
}

/** The roles that every Supabase project has and a bare Postgres lacks. */
async function createSupabaseRoles(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql`
    do $$
    declare
      name text;
    begin
      foreach name in array array['anon', 'authenticated', 'service_role'] loop
        if not exists (select from pg_roles where rolname = name) then
          execute format('create role %I nologin %s', name, case when name = 'service_role' then 'bypassrls' else '' end);
        end if;
      end loop;
    end
    $$`;
  await sql.end();
}

/** lite prints every SQL error, refused requests included, with its stack; those are answers here, not incidents. */
function silenceStackTraces(): void {
  const original = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    const isSqlError = values.some((value) => value instanceof Error && ("severity" in value || value.name === "PostgresError"));
    if (!isSqlError) original(...values);
  };
}
