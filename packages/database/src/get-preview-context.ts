import { z } from "zod";
import type { Database } from "./database.ts";
import { type Held, PrintingContext } from "./printing-context.ts";

const Answer = PrintingContext.extend({ missingAssets: z.array(z.string()) });

/** `assets` are those that an unsaved design names; a stored template's were there when it was stored. */
export type PreviewContextInput = Held & { keyHash: string; templateId: string | null; assets: string[] };

/** `template` is null when no `templateId` was given. Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND. */
export function getPreviewContext(database: Database, input: PreviewContextInput): Promise<z.infer<typeof Answer>> {
  return database("get_preview_context", input, Answer);
}
