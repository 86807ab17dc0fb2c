import { ApiError } from "@attestry/certificate/api-error";
import { z } from "zod";

export const TemplateReference = z.object({
  templateId: z.string().meta({ example: "2b7e1f60-9c4d-4a18-8f35-d0a6c2e9b741" }),
});

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What cannot be a uuid names no template, and is answered like one that nobody has. Throws TEMPLATE_NOT_FOUND. */
export function requireTemplateId({ templateId }: z.infer<typeof TemplateReference>): string {
  const id = templateId.toLowerCase();
  if (!uuidPattern.test(id)) throw new ApiError("TEMPLATE_NOT_FOUND");
  return id;
}
