import { z } from "zod";
import { Batch } from "./batch.ts";
import { Caller } from "./caller.ts";
import { CertificateStatus } from "./certificate-row.ts";
import type { Database } from "./database.ts";

export const ItemStatus = z.enum(["pending", "issued", "failed", "cancelled"]);
export type ItemStatus = z.infer<typeof ItemStatus>;

const IssuedCertificate = z.object({
  status: CertificateStatus,
  recipientName: z.string(),
  title: z.string(),
  certificateHash: z.string(),
  pdfSha256: z.string(),
  pdfPack: z.string().nullable(),
});

/** A row of a batch, as attestry.batch_items has it; `certificate` when it is issued. */
export const BatchItem = z.object({
  line: z.int(),
  status: ItemStatus,
  certificateId: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  certificate: IssuedCertificate.nullable(),
});
export type BatchItem = z.infer<typeof BatchItem>;

const Answer = Caller.extend({ batch: Batch, items: z.array(BatchItem) });
export type BatchItems = z.infer<typeof Answer>;

export type ListBatchItemsInput = {
  keyHash: string;
  reference: string;
  limit: number;
  afterLine: number;
  status: ItemStatus | null;
};

/** By line, one row more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN, BATCH_NOT_FOUND. */
export function listBatchItems(database: Database, input: ListBatchItemsInput): Promise<BatchItems> {
  return database("list_batch_items", input, Answer);
}
