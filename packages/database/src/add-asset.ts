import { z } from "zod";
import { type AssetMediaType, AssetRow } from "./asset-row.ts";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), asset: AssetRow });

export type AddAssetInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  sha256: string;
  mediaType: AssetMediaType;
  sizeBytes: number;
};

/** Records bytes that are stored; the same bytes twice are one asset. Throws ApiError: INVALID_API_KEY, FORBIDDEN, LIMIT_REACHED, IDEMPOTENCY_CONFLICT. */
export function addAsset(database: Database, input: AddAssetInput): Promise<z.infer<typeof Answer>> {
  return database("add_asset", input, Answer);
}
