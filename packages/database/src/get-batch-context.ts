import { z } from "zod";
import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { type Held, PrintingContext } from "./printing-context.ts";
import { SubmitAnswer } from "./submit-batch.ts";

const Template = PrintingContext.shape.template.unwrap();

/** `wanted` is the id that was asked for; null asks for the default template. */
export const BatchContext = PrintingContext.extend({
  credits: z.int(),
  templates: z.array(Template.extend({ wanted: z.guid().nullable() })),
  stored: SubmitAnswer.nullable(),
});
export type BatchContext = z.infer<typeof BatchContext>;

export type BatchContextInput = Held & { keyHash: string; templateIds: (string | null)[]; idempotency: Idempotency | null };

/** `templates` lacks those that are not there or not active; `template` is null. Throws ApiError: INVALID_API_KEY, FORBIDDEN, IDEMPOTENCY_CONFLICT. */
export function getBatchContext(database: Database, input: BatchContextInput): Promise<BatchContext> {
  return database("get_batch_context", input, BatchContext);
}
