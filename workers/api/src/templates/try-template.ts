import { ApiError } from "@attestry/certificate/api-error";
import { listAssets } from "@attestry/issuing/check-design";
import type { TemplateBody } from "@attestry/issuing/known-templates";
import { tryDesign } from "@attestry/issuing/try-design";
import type { Services } from "../services.ts";

/** Narrow: a page may be fourteen times as high as it is wide. */
const trialWidth = 400;

/**
 * Prints the template as it would be, and draws it where a foreign file is part of it: what no picture can be made of would fail each
 * time that somebody asks for one. Throws what tryDesign throws, and VALIDATION_ERROR.
 */
export async function tryTemplate(services: Services, caller: { keyHash: string }, body: TemplateBody): Promise<void> {
  const pdf = await tryDesign(services, caller, body);
  if (listAssets(body.design).size === 0 || pdf.length === 0) return;
  // The Worker for pictures is ended, and the call fails, when a page takes more time than it may.
  const drawing = await services.pictures.drawPage(pdf, trialWidth).catch(() => null);
  if (drawing?.ok) return;
  const issues = [{ path: "design", message: "shows a file of which no picture can be drawn, or only in too much time" }];
  throw new ApiError("VALIDATION_ERROR", { issues });
}
