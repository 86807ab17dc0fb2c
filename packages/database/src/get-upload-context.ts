import type { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

/** Who uploads, asked before a byte is stored. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function getUploadContext(database: Database, input: { keyHash: string }): Promise<z.infer<typeof Caller>> {
  return database("get_upload_context", input, Caller);
}
