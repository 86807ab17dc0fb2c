import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { TemplateRow } from "./template-row.ts";

const Version = z.object({ version: z.int(), createdAt: z.string() });
const Answer = Caller.extend({ template: TemplateRow.extend({ design: z.unknown(), versions: z.array(Version) }) });

/** An own or platform template of any status, with its 100 newest versions. Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND. */
export function getTemplate(database: Database, input: { keyHash: string; templateId: string }): Promise<z.infer<typeof Answer>> {
  return database("get_template", input, Answer);
}
