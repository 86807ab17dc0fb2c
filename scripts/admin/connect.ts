// How the tools of an administrator reach the database: as its owner, over TLS unless it is on this machine.
import postgres, { type Sql } from "postgres";
import { Refusal } from "./refusal.ts";

/** Whether traffic to this host never leaves the machine. */
export function isLoopback(host: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]", "::1"].includes(host);
}

/** Throws a Refusal that never repeats the text: it holds a password. */
export function parseDatabaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Refusal(
      "DATABASE_URL must read postgresql://user:password@host:port/database, special characters percent-encoded.",
    );
  }
  return url;
}

/** One connection; nothing is sent before the first statement. `sslmode` in the URL decides when it is there. */
export function connectAsOwner(databaseUrl: string): Sql {
  const url = parseDatabaseUrl(databaseUrl);
  const ssl = url.searchParams.has("sslmode") ? {} : { ssl: isLoopback(url.hostname) ? (false as const) : ("require" as const) };
  // Supabase's pooler in transaction mode (port 6543) forgets prepared statements.
  return postgres(databaseUrl, { max: 1, onnotice: () => {}, prepare: false, connect_timeout: 15, ...ssl });
}
