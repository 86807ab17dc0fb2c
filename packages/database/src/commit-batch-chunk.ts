import { z } from "zod";
import type { NewCertificate } from "./commit-certificates.ts";
import type { Database } from "./database.ts";

const Answer = z.object({
  /** Nothing was changed, since the lease is another's by now. */
  isLeaseLost: z.boolean(),
  issued: z.int(),
  failed: z.int(),
  hasMore: z.boolean(),
  hasWebhooks: z.boolean(),
});

export type ChunkResult = {
  leaseToken: string;
  certificates: (NewCertificate & { line: number })[];
  /** The SHA-256 of the pack that holds their PDFs; null without certificates. */
  pdfPack: string | null;
  failures: { line: number; code: string; message: string }[];
  /** Lines at which something of ours broke: they stay pending, and fail after five times. */
  troubles: number[];
  /** How long rows that stay pending wait. */
  pauseSeconds: number;
  /** Whether the work broke off: a chunk at which that happens again and again is issued row by row. */
  isBrokenOff: boolean;
};

/** Makes a chunk's certificates true and says what became of the other rows, in one transaction. `hasMore` tells of any organization's work. */
export function commitBatchChunk(database: Database, result: ChunkResult): Promise<z.infer<typeof Answer>> {
  return database("commit_batch_chunk", result, Answer);
}
