// Makes a certificate from its compiled template. The same input must always give the same bytes, and no input may make it throw.
import type { CertificateContent } from "./certificate-content.ts";
import { chooseDateLocale } from "./choose-language.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import { drawElement, isShown } from "./draw-element.ts";
import type { Drawing, Problem } from "./drawing.ts";
import { listPlaceholderValues } from "./fill-placeholders.ts";
import type { Fonts } from "./fonts.ts";
import { PageCanvas } from "./page-canvas.ts";
import { PageResources } from "./page-resources.ts";
import { writeCertificate } from "./write-certificate.ts";
import { writeUpdate } from "./write-update.ts";

/** The file is `template`'s bytes and after them `update`'s, which is joined to `bytes` whenever those are asked for; `sha256` is the whole's, in lower-case hex. A problem's `path` names the field of the certificate, as in the API. */
export type Rendering =
  | { ok: true; template: Uint8Array; update: Uint8Array; sha256: string; readonly bytes: Uint8Array }
  | { ok: false; problems: Problem[] };

/**
 * Draws the certificate onto its template as one incremental update (ISO 32000-1 §7.5.6), or says what cannot be drawn:
 * a character no font covers, a text too long for its place. It waits for nothing. `content` is trusted in shape, not in
 * what its strings hold; its environment, issuer and logo are those that the template was compiled with.
 */
export function stampCertificate(compiled: CompiledTemplate, content: CertificateContent, fonts: Fonts): Rendering {
  const { bytes: template, slots, digest } = compiled;
  const resources = new PageResources("C");
  const drawing: Drawing = {
    page: slots.page,
    canvas: new PageCanvas(slots.page, resources),
    fonts,
    values: {
      ...content,
      placeholders: listPlaceholderValues(content, chooseDateLocale(slots.language, content.locale)),
      logo: null,
      assets: new Map(),
    },
    links: [],
    problems: [],
  };
  for (const step of slots.steps) {
    if (step.kind === "element") drawElement(drawing, step.path, step.element);
    else if (isShown(drawing.values, step)) drawing.canvas.form(step.name);
  }
  if (drawing.problems.length > 0) return { ok: false, problems: drawing.problems };
  const { objects, trailer } = writeCertificate(slots, content, drawing, resources);
  const update = writeUpdate({ lengthBytes: template.length, startXref: slots.startXref, size: slots.size }, objects, trailer);
  return {
    ok: true,
    template,
    update,
    sha256: digest.copy().update(update).digest("hex"),
    get bytes() {
      return join(template, update);
    },
  };
}

function join(template: Uint8Array, update: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(template.length + update.length);
  bytes.set(template);
  bytes.set(update, template.length);
  return bytes;
}
