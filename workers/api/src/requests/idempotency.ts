import type { Idempotency } from "@attestry/database/caller";
import { z } from "zod";
import type { ApiContext } from "./api.ts";

export const IdempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(1, "must not be empty")
    .max(255, "must be at most 255 characters")
    .regex(/^[\x20-\x7e]+$/, "must be printable ASCII")
    .optional()
    .meta({
      description: "A retry with the same key and body gets the first answer. Kept 24 hours.",
      example: "b9c2a1f4-order-1042",
    }),
});

/** The key with what it is compared by: the path (one certificate's revocation is not another's) and the hash of the body. */
export function findIdempotency(c: ApiContext, key: string | undefined): Idempotency | null {
  if (key === undefined) return null;
  return { route: `${c.req.method} ${c.req.path}`, key, requestHash: c.get("bodyHash") };
}
