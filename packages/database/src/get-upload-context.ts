import type { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

export type UploadContextInput = { keyHash: string; idempotency: Idempotency | null; sha256: string };

/** Who uploads, and whether there is room, asked before a byte is stored. Throws ApiError: INVALID_API_KEY, FORBIDDEN, LIMIT_REACHED, IDEMPOTENCY_CONFLICT. */
export function getUploadContext(database: Database, input: UploadContextInput): Promise<z.infer<typeof Caller>> {
  return database("get_upload_context", input, Caller);
}
