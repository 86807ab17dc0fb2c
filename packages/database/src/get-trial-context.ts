import { z } from "zod";
import type { Database } from "./database.ts";
import { PrintingContext } from "./printing-context.ts";

const Answer = PrintingContext.extend({ missingAssets: z.array(z.string()) });

export type TrialContextInput = { keyHash: string; assets: string[]; knownTemplateVersions: string[]; knownLogos: string[] };

/** What it takes to print a design that is about to be stored. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function getTrialContext(database: Database, input: TrialContextInput): Promise<z.infer<typeof Answer>> {
  return database("get_trial_context", input, Answer);
}
