import { z } from "zod";
import { AssetRow } from "./asset-row.ts";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ assets: z.array(AssetRow) });

/** Newest first, all of them. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listAssets(database: Database, input: { keyHash: string }): Promise<z.infer<typeof Answer>> {
  return database("list_assets", input, Answer);
}
