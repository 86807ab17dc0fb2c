import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { DeliveryRow, type DeliveryStatus } from "./delivery-row.ts";

const Answer = Caller.extend({ deliveries: z.array(DeliveryRow.extend({ position: z.string() })) });

export type ListDeliveriesInput = {
  keyHash: string;
  reference: string;
  limit: number;
  after: { createdAt: string; id: string } | null;
  status: DeliveryStatus | null;
  type: string | null;
  /** When the delivery was opened: from then, and before then. ISO. */
  since: string | null;
  until: string | null;
};

/** Newest first, one more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND. */
export function listDeliveries(database: Database, input: ListDeliveriesInput): Promise<z.infer<typeof Answer>> {
  return database("list_deliveries", input, Answer);
}
