import { type Rendering, renderCertificate } from "@attestry/render/render-certificate";
import type { TemplateBody } from "./known-templates.ts";
import type { PrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";

/** Draws one certificate, or says what of it cannot be printed. The one place where issuing, preview and preflight meet the renderer. */
export async function printCertificate(
  services: IssuingServices,
  { design }: TemplateBody,
  content: PrintedContent,
): Promise<Rendering> {
  return renderCertificate(design, content, await services.fonts());
}
