// A process of its own: serves a Postgres through @supabase/lite, so that supabase-js finds the interface of a hosted Supabase.
// It must outlive a database that goes away: the driver's errors are then answers to requests, never the end of the process.
import { serve } from "@hono/node-server";
import { App } from "@supabase/lite";
import { applyPendingMigrations } from "@supabase/lite/cli";
import { createPostgresConnection } from "@supabase/lite/postgres";
import postgres from "postgres";
import { z } from "zod";
import { projectRoot } from "../paths.ts";

// lite hands jsonb arguments over as JSON text and expects ISO times: without these the driver would encode them twice.
const jsonb = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
  parse: JSON.parse,
};
const timestamptz = {
  to: 1184,
  from: [1184],
  serialize: String,
  parse: (value: string) => value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"),
};

const Options = z.object({ databaseUrl: z.string(), port: z.number(), secretKey: z.string(), publishableKey: z.string() });
export type SupabaseApiOptions = z.infer<typeof Options>;

process.env.DO_NOT_TRACK = "1";
process.once("message", (message) => {
  serveSupabase(Options.parse(message)).then(
    () => process.send?.({ isReady: true }),
    (error: unknown) => process.send?.({ failure: error instanceof Error ? error.message : String(error) }),
  );
});
// The parent is gone, however it went.
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => {});
process.on("uncaughtException", (error) => {
  // postgres.js writes to a socket that the server has just closed (its connection.js, nextWrite); the pool reconnects by itself.
  if (error.stack?.includes("postgres/src/connection.js")) return;
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

/** Applies the migrations that the database lacks, then serves it on 127.0.0.1:`port`. */
async function serveSupabase(options: SupabaseApiOptions): Promise<void> {
  silenceStackTraces();
  await createSupabaseRoles(options.databaseUrl);
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: { types: { jsonb, timestamptz }, max: 10, onnotice: () => {} },
  });
  keepGrantsAsMigrated(connection);
  const app = new App({
    connection,
    db: { driver: "postgres", url: options.databaseUrl, migrations: { enabled: true } },
    api: { enabled: true, schemas: ["api"], extra_search_path: [] },
    auth: { enabled: false, publishable_key: options.publishableKey, secret_key: options.secretKey },
  });
  await applyMigrations(app);
  await new Promise<void>((resolve) => {
    const server = serve({ fetch: (request) => app.fetch(request), port: options.port, hostname: "127.0.0.1" }, () => resolve());
    // The Workers keep their connections; were they closed here after five idle seconds, a call could meet one just closing.
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = 600_000;
  });
}

/**
 * At its first request lite grants every table of a schema with row-level security to anon, authenticated and service_role. A hosted
 * Supabase does no such thing, and it would undo who may do what: lite is told that this has been done. The catalogue test watches.
 */
function keepGrantsAsMigrated(connection: object): void {
  Object.defineProperty(connection, "rlsState", { get: () => "active", set: () => {} });
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

/** lite prints every SQL error with its stack, refused requests included; those are answers here, not incidents. */
function silenceStackTraces(): void {
  console.error = () => {};
}
