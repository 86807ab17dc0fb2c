// Makes the part of a certificate that never changes, once for many. It must never hold anything of one certificate.
import { PDFDocument } from "pdf-lib";
import type { CertificateContent, Logo, Picture } from "./certificate-content.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { Design } from "./design.ts";
import { drawFixedPart } from "./draw-fixed-part.ts";
import type { Problem } from "./drawing.ts";
import { type EmbeddedImage, type Embedding, embedImage } from "./embed-image.ts";
import { embedLogo } from "./embed-logo.ts";
import { embedPdfPage } from "./embed-pdf-page.ts";
import type { FontLibrary } from "./font-library.ts";
import { localizeDesign } from "./localize-design.ts";
import { saveTemplate, writeTemplate } from "./write-template.ts";

/** A file that a design shows: a picture, or a PDF of which it shows the first page. */
export type Asset = Picture | { mediaType: "application/pdf"; bytes: Uint8Array };
/** By the SHA-256 of the file, as the design names them. */
export type Assets = ReadonlyMap<string, Asset>;

/** A template as one issuer uses it, in one environment and one language: all that its certificates have in common. */
export type TemplateToCompile = {
  design: Design;
  environment: CertificateContent["environment"];
  issuerName: string;
  logo: Logo | null;
  /** One that `chooseLanguage` gives for this design. */
  language: string;
  assets: Assets;
};

export type Compilation = { ok: true; compiled: CompiledTemplate } | { ok: false; problems: Problem[] };

/** Of one asset that is a picture. */
export const mostAssetPixels = 25_000_000;
/** An isolate holds them twice while the file is written. */
const mostAssetBytes = 10_000_000;

/**
 * Compiles a template, or says what of it cannot be drawn: a text no font covers, one that does not fit, a logo or an asset that
 * is not what it should be.
 */
export async function compileTemplate(template: TemplateToCompile, library: FontLibrary): Promise<Compilation> {
  const { environment, issuerName, language } = template;
  const design = localizeDesign(template.design, language);
  const document = await PDFDocument.create({ updateMetadata: false });
  const pictures = await embedPictures(document, design, template);
  if (!pictures.ok) return pictures;
  const { logo, assets } = pictures;
  const shown = new Map([...assets].map(([id, { image }]) => [id, image]));
  const shared = { environment, issuerName, logo: logo?.image ?? null, assets: shown };
  const images = [...(logo ? [logo] : []), ...assets.values()];
  const written = await library.use(language, (fonts) => {
    const part = drawFixedPart(design, shared, fonts);
    if (part.problems.length > 0) return part;
    // All fonts are there once everything is drawn: what follows runs once.
    return { slots: writeTemplate(document, language, part, images) };
  });
  if ("problems" in written) return { ok: false, problems: written.problems };
  return { ok: true, compiled: await saveTemplate(document, written.slots) };
}

type Pictures = { ok: true; logo: EmbeddedImage | null; assets: Map<string, EmbeddedImage> } | { ok: false; problems: Problem[] };

async function embedPictures(document: PDFDocument, design: Design, { logo, assets }: TemplateToCompile): Promise<Pictures> {
  const problems: Problem[] = [];
  const take = (path: string, embedding: Embedding): EmbeddedImage | null => {
    if (embedding.ok) return embedding;
    problems.push({ path, message: embedding.message });
    return null;
  };
  const embeddedLogo = logo ? take("organization.logo", await embedLogo(document, logo)) : null;
  const embedded = new Map<string, EmbeddedImage>();
  let left = mostAssetBytes;
  for (const [id, path] of listAssets(design)) {
    left -= assets.get(id)?.bytes.length ?? 0;
    if (left < 0)
      return { ok: false, problems: [{ path, message: "makes the assets of this design larger than 10 MB together" }] };
    const image = take(path, await embedAsset(document, `A${embedded.size + 1}`, assets.get(id)));
    if (image) embedded.set(id, image);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, logo: embeddedLogo, assets: embedded };
}

async function embedAsset(document: PDFDocument, name: string, asset: Asset | undefined): Promise<Embedding> {
  if (!asset) return { ok: false, message: "names a file that is not there" };
  if (asset.mediaType === "application/pdf") return embedPdfPage(document, name, asset.bytes);
  return embedImage(document, name, asset, mostAssetPixels);
}

/** The assets a design shows, each once, with the first place that names it. */
export function listAssets({ background, elements }: Design): Map<string, string> {
  const named = elements.flatMap((element, index): [string, string][] =>
    element.type === "image" ? [[element.asset, `design.elements.${index}.asset`]] : [],
  );
  // Reversed: of two places with the same asset the earlier one stays.
  return new Map([...(background ? [[background.asset, "design.background.asset"] as const] : []), ...named].reverse());
}
