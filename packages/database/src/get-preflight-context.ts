import { z } from "zod";
import type { Database } from "./database.ts";
import { type Held, PrintingContext } from "./printing-context.ts";

const Answer = PrintingContext.extend({
  template: PrintingContext.shape.template.unwrap(),
  takenCertificateIds: z.array(z.string()),
});

export type PreflightContextInput = Held & { keyHash: string; templateId: string; certificateIds: string[] };

/** For an active template; of the ids those that are taken are told. Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND. */
export function getPreflightContext(database: Database, input: PreflightContextInput): Promise<z.infer<typeof Answer>> {
  return database("get_preflight_context", input, Answer);
}
