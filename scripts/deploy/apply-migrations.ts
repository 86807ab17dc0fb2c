import { isLoopback, parseDatabaseUrl } from "../admin/connect.ts";
import type { Command } from "./command.ts";

/** `supabase db push` skips what the project has already. The password travels by environment, not in the arguments. */
export function migrateCommand(databaseUrl: string): Command {
  const url = parseDatabaseUrl(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = "";
  const sslMode = url.searchParams.get("sslmode") ?? (isLoopback(url.hostname) ? "disable" : "require");
  return {
    tool: "supabase",
    args: ["db", "push", `--remote=${url.href}`, "--yes"],
    secrets: { PGPASSWORD: password },
    environment: { PGSSLMODE: sslMode },
  };
}
