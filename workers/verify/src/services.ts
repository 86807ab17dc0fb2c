import type { VerifyBases } from "@attestry/certificate/verification-url";
import { connectDatabase, type Database } from "@attestry/database/database";
import type { Bindings, Config } from "./env.ts";

/** `isWithinLimit` counts one look-up for an address. */
export type Services = { database: Database; verifyBases: VerifyBases; isWithinLimit: (address: string) => Promise<boolean> };

export function createServices({ verifyBases, supabase }: Config, { ADDRESS_LIMITER: limiter }: Bindings): Services {
  const isWithinLimit = async (key: string) => (await limiter.limit({ key })).success;
  return { database: connectDatabase(supabase), verifyBases, isWithinLimit };
}
