import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { MovedTemplate } from "./template-row.ts";

export type MoveTemplateInput = { keyHash: string; requestId: string; idempotency: Idempotency | null; templateId: string };

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND, IDEMPOTENCY_CONFLICT. */
export function activateTemplate(database: Database, input: MoveTemplateInput): Promise<MovedTemplate> {
  return database("activate_template", input, MovedTemplate);
}

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND, IDEMPOTENCY_CONFLICT. */
export function archiveTemplate(database: Database, input: MoveTemplateInput): Promise<MovedTemplate> {
  return database("archive_template", input, MovedTemplate);
}
