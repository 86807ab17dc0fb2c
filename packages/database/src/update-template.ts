import type { TemplateWrite } from "./create-template.ts";
import type { Database } from "./database.ts";
import { DesignedTemplate } from "./template-row.ts";

export type UpdateTemplateInput = TemplateWrite & { templateId: string; expectedVersion: number | null };

/**
 * Adds a version when the design or the fields differ from the current one's.
 * Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND, TEMPLATE_VERSION_CONFLICT, LIMIT_REACHED, IDEMPOTENCY_CONFLICT.
 */
export function updateTemplate(database: Database, input: UpdateTemplateInput): Promise<DesignedTemplate> {
  return database("update_template", input, DesignedTemplate);
}
