import type { ChangeBatchInput, ChangedBatch } from "@attestry/database/change-batch";
import type { z } from "zod";
import type { ApiContext } from "../requests/api.ts";
import { findIdempotency } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { type Batch, toBatch } from "./batch-answer.ts";

type Changed = { environment: ChangedBatch["environment"]; batch: z.infer<typeof Batch> };

export function toChange(c: ApiContext, reference: string, idempotencyKey: string | undefined): ChangeBatchInput {
  const idempotency = findIdempotency(c, idempotencyKey);
  return { keyHash: c.get("caller").keyHash, requestId: c.get("requestId"), idempotency, reference };
}

export function toChangedBatch(c: ApiContext, changed: ChangedBatch): Changed {
  noteCaller(c, changed);
  if (changed.isReplay) c.header("Idempotent-Replayed", "true");
  const { environment } = changed;
  return { environment, batch: toBatch(changed.batch, environment, c.get("services").now()) };
}
