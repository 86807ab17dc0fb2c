import type { VerifyBases } from "@attestry/certificate/verification-url";
import { connectDatabase, type Database } from "@attestry/database/database";
import type { Config } from "./env.ts";

export type Services = { database: Database; verifyBases: VerifyBases };

export function createServices({ verifyBases, supabase }: Config): Services {
  return { database: connectDatabase(supabase), verifyBases };
}
