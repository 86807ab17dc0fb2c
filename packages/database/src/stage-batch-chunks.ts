import { z } from "zod";
import type { Database } from "./database.ts";

export type StagedItem = {
  line: number;
  /** In the chunk's inputs. */
  position: number;
  certificateId: string;
  certificateUuid: string;
  /** Whether the issuer chose the id: one of ours is taken by nobody. */
  isOwnId: boolean;
};

export type StagedChunk = {
  number: number;
  templateOwnerId: string;
  templateId: string;
  templateVersion: number;
  /** Base64. */
  sealedInputs: string;
  items: StagedItem[];
};

/** Puts chunks beside a batch that is not submitted yet; may be repeated. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export async function stageBatchChunks(
  database: Database,
  input: { keyHash: string; batchId: string; chunks: StagedChunk[] },
): Promise<void> {
  await database("stage_batch_chunks", input, z.object({ staged: z.literal(true) }));
}
