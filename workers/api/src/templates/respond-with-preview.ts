import { drawWithService } from "@attestry/stored-picture/draw-with-service";
import { z } from "zod";
import type { ApiContext } from "../requests/api.ts";

const binary = { schema: z.string().meta({ format: "binary" }) };

export const previewResponse = {
  description: "The preview, marked as such. It is not stored.",
  content: { "application/pdf": binary, "image/png": binary },
};

/** The PDF, or its page as a picture. */
export async function respondWithPreview(
  c: ApiContext,
  pdf: Uint8Array,
  { format, width }: { format: "pdf" | "png"; width: number },
) {
  const body = format === "pdf" ? pdf : await drawWithService(c.get("services").pictures, pdf, width);
  return c.body(new Uint8Array(body), 200, {
    "Content-Type": format === "pdf" ? "application/pdf" : "image/png",
    "Content-Disposition": `inline; filename="preview.${format}"`,
  });
}
