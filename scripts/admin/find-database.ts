import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { localDirectory } from "../paths.ts";
import { parseDatabaseUrl } from "./connect.ts";
import { Refusal } from "./refusal.ts";

export const notRunning =
  "Attestry is not running on this machine: run `npm start` in another terminal first, or set DATABASE_URL to another installation's database.";

/** DATABASE_URL, else the local stack's. `place` says which, for people. */
export function findDatabase(): { url: string; place: string } {
  const { DATABASE_URL: given } = process.env;
  if (given) return { url: given, place: `${parseDatabaseUrl(given).host} (DATABASE_URL)` };
  const file = `${localDirectory}/stack.json`;
  if (!existsSync(file)) throw new Refusal(notRunning);
  const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(JSON.parse(readFileSync(file, "utf8")));
  return { url: databaseUrl, place: "the local stack" };
}
