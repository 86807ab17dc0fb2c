import { z } from "zod";
import type { Database } from "./database.ts";

const Logo = z.object({ mediaType: z.enum(["image/png", "image/jpeg"]), base64: z.string() });
const Answer = z.object({ logo: Logo.nullable() });

/** The logo of this hash, SHA-256 in lower-case hex, if an organization has it now. */
export async function findLogo(database: Database, input: { sha256: string }) {
  return (await database("find_logo", input, Answer)).logo;
}
