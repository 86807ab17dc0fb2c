import postgres from "postgres";
import { notRunning } from "./find-database.ts";
import { Refusal } from "./refusal.ts";

const brokenRules = new Map([
  ["organizations_slug_key", "--slug belongs to another organization already: choose another."],
  ["organizations_slug_not_reserved", "--slug is a word that the platform needs for its own addresses: choose another."],
  ["organizations_one_primary", "--primary belongs to another organization already, and there is one at most."],
  ["tenants_credits_not_negative", "--amount would make the balance negative."],
]);

const unreachable = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
];

/** One sentence for whatever was thrown. It never repeats a connection string. */
export function explainFailure(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof postgres.PostgresError) return explainRefusal(error);
  const code = codeOf(error);
  if (code !== undefined && unreachable.includes(code)) {
    return process.env.DATABASE_URL ? `No database answers at DATABASE_URL (${code}).` : notRunning;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes("before secure TLS"))
    return "The database does not speak TLS: add ?sslmode=disable to DATABASE_URL to go without.";
  return message;
}

function explainRefusal({ code, message, constraint_name: constraint }: postgres.PostgresError): string {
  if (code.startsWith("PT")) return message;
  if (code === "28P01") return "The database refuses the password of DATABASE_URL.";
  if (code === "22003") return "The number is larger than the database can hold.";
  if (code === "3F000" || code === "42P01") return "This database lacks Attestry's tables: `npm run deploy` creates them.";
  return brokenRules.get(constraint ?? "") ?? `The database refuses this: ${message} (${code}).`;
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
