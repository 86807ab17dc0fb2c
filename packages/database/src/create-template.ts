import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import type { Json } from "./database.types.ts";
import { DesignedTemplate } from "./template-row.ts";

/** `assets` are those that the design names. */
export type TemplateWrite = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  name: string;
  description: string;
  metadataSchema: Json;
  design: Json;
  assets: string[];
};

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, LIMIT_REACHED, IDEMPOTENCY_CONFLICT. */
export function createTemplate(database: Database, input: TemplateWrite & { isActive: boolean }): Promise<DesignedTemplate> {
  return database("create_template", input, DesignedTemplate);
}
