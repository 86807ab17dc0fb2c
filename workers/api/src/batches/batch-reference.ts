import { ApiError } from "@attestry/certificate/api-error";
import { z } from "zod";

export const BatchReference = z.object({ batchId: z.string().meta({ example: "7c4c0d2d-49d6-48a7-b107-bc6f62bc8170" }) });

/** What is no uuid is no batch's id. Throws BATCH_NOT_FOUND. */
export function requireBatchId({ batchId }: z.infer<typeof BatchReference>): string {
  if (z.guid().safeParse(batchId).success) return batchId;
  throw new ApiError("BATCH_NOT_FOUND");
}
