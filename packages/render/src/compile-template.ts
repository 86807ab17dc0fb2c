// Makes the part of a certificate that never changes, once for many. It must never hold anything of one certificate.
import { sha256 } from "@noble/hashes/sha2.js";
import { PDFDocument } from "pdf-lib";
import type { CertificateContent, Logo } from "./certificate-content.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { Design } from "./design.ts";
import { drawFixedPart } from "./draw-fixed-part.ts";
import type { Problem } from "./drawing.ts";
import { embedLogo } from "./embed-logo.ts";
import type { Fonts } from "./fonts.ts";
import { writeTemplate } from "./write-template.ts";

/** A template as one issuer uses it in one environment: all that its certificates have in common. */
export type TemplateToCompile = {
  design: Design;
  environment: CertificateContent["environment"];
  issuerName: string;
  logo: Logo | null;
};

export type Compilation = { ok: true; compiled: CompiledTemplate } | { ok: false; problems: Problem[] };

/** Compiles a template, or says what of it cannot be drawn: a text no font covers, one that does not fit, a logo that is no image. */
export async function compileTemplate(template: TemplateToCompile, fonts: Fonts): Promise<Compilation> {
  const { design, environment, issuerName } = template;
  const document = await PDFDocument.create({ updateMetadata: false });
  const logo = template.logo ? await embedLogo(document, template.logo) : null;
  if (logo && !logo.ok) return { ok: false, problems: [{ path: "organization.logo", message: logo.message }] };
  const part = drawFixedPart(design, { environment, issuerName, logo: logo?.image ?? null }, fonts);
  if (part.problems.length > 0) return { ok: false, problems: part.problems };
  const { bytes, slots } = await writeTemplate(document, design, part, logo ? [logo] : []);
  return { ok: true, compiled: openCompiled(bytes, slots) };
}

/** Takes a compiled template's file and slots into use. */
export function openCompiled(bytes: Uint8Array, slots: CompiledTemplate["slots"]): CompiledTemplate {
  return { bytes, slots, digest: sha256.create().update(bytes) };
}
