import { ApiError } from "@attestry/certificate/api-error";
import { z } from "zod";

export const TemplateReference = z.object({
  templateId: z.string().meta({ example: "8e884cad-6a34-4f15-9d6d-0c2798d4d002" }),
});

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What cannot be a uuid names no template, and is answered like one that nobody has. Throws TEMPLATE_NOT_FOUND. */
export function requireTemplateId({ templateId }: z.infer<typeof TemplateReference>): string {
  const id = templateId.toLowerCase();
  if (!uuidPattern.test(id)) throw new ApiError("TEMPLATE_NOT_FOUND");
  return id;
}
