import { ApiError } from "@attestry/certificate/api-error";
import type { PictureService } from "@attestry/picture/drawing";

/** The PDF's page as a PNG. Throws VALIDATION_ERROR when a page of its shape would be too large a picture at that width. */
export async function drawWithService(pictures: PictureService, pdf: Uint8Array, widthPixels: number): Promise<Uint8Array> {
  const drawing = await pictures.drawPage(pdf, widthPixels);
  if (drawing.ok) return drawing.png;
  if (drawing.refusal !== "page_out_of_bounds") throw new Error(`A PDF of ours cannot be drawn: ${drawing.refusal}.`);
  const issues = [
    { path: "width", message: "is too large for a page of this shape: its picture would have more than 10 million pixels" },
  ];
  throw new ApiError("VALIDATION_ERROR", { message: "The picture would be too large.", issues });
}
