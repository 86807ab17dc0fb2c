import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { DeliveryRow } from "./delivery-row.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), delivery: DeliveryRow });

export type ReplayDeliveryInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  reference: string;
  deliveryId: string;
};

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, DELIVERY_NOT_FOUND, WEBHOOK_INACTIVE, IDEMPOTENCY_CONFLICT. */
export function replayDelivery(database: Database, input: ReplayDeliveryInput): Promise<z.infer<typeof Answer>> {
  return database("replay_delivery", input, Answer);
}
