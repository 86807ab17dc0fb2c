import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const Template = z.object({
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  isPremium: z.boolean(),
  isActive: z.boolean(),
  metadataSchema: z.object({
    fields: z.array(
      z.object({ key: z.string(), label: z.string(), type: z.string(), visibility: z.enum(["public", "private"]) }),
    ),
  }),
  updatedAt: z.string(),
});
const Answer = Caller.extend({ templates: z.array(Template) });

/** The active templates of the organization, then the platform's. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listTemplates(database: Database, input: { keyHash: string }): Promise<z.infer<typeof Answer>> {
  return database("list_templates", input, Answer);
}
