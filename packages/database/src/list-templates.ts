import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { TemplateRow } from "./template-row.ts";

const Answer = Caller.extend({ templates: z.array(TemplateRow) });

export type ListTemplatesInput = { keyHash: string; status: "active" | "inactive" | "archived" | "all" };

/** The organization's templates of a status, then the platform's. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listTemplates(database: Database, input: ListTemplatesInput): Promise<z.infer<typeof Answer>> {
  return database("list_templates", input, Answer);
}
