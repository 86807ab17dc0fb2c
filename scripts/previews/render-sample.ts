// Renders in Node as the API Worker does, with fonts out of node_modules.
import type { BuiltInTemplate } from "@attestry/render/built-in-template";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { renderCertificate } from "@attestry/render/render-certificate";
import type { Rendering } from "@attestry/render/stamp-certificate";
import { openFontLibrary } from "../open-font-library.ts";
import { makeSampleContent } from "./make-sample-content.ts";
import { latin } from "./samples.ts";

const library = openFontLibrary();

export function tryRender({ design }: BuiltInTemplate, content: CertificateContent): Promise<Rendering> {
  return renderCertificate(design, content, library);
}

/** The PDF. Throws with what the renderer refuses. */
export async function renderSample(template: BuiltInTemplate, content = makeSampleContent(template, latin)): Promise<Uint8Array> {
  const rendering = await tryRender(template, content);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.bytes;
}
