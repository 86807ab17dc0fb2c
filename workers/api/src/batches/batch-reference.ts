import { z } from "zod";

export const BatchReference = z.object({
  batchId: z.string().max(100).meta({ example: "7c4c0d2d-49d6-48a7-b107-bc6f62bc8170" }),
});
