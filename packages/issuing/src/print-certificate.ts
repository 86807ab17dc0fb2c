// Prints certificates: a template is compiled once for each issuer that uses it, kept, and stamped.
import { canonicalizeJson } from "@attestry/certificate/canonical-json";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { type Compilation, compileTemplate } from "@attestry/render/compile-template";
import type { CompiledTemplate } from "@attestry/render/compiled-template";
import type { Design } from "@attestry/render/design";
import { packCompiled, unpackCompiled } from "@attestry/render/pack-compiled";
import { type Rendering, stampCertificate } from "@attestry/render/stamp-certificate";
import type { R2Bucket } from "@cloudflare/workers-types";
import { compiledFileName } from "./file-name.ts";
import type { IssuingServices } from "./services.ts";

type PrintingServices = Pick<IssuingServices, "files" | "fonts" | "compiledTemplates">;

/** A template version as an organization uses it. `logoSha256` is that of the content's logo. */
export type PrintedTemplate = { organizationId: string; versionId: string; design: Design; logoSha256: string | null };

/** Prints one certificate, or says what of it or of its template cannot be printed. Stores nothing but the compiled template. */
export async function printCertificate(
  services: PrintingServices,
  template: PrintedTemplate,
  content: CertificateContent,
): Promise<Rendering> {
  const compilation = await getCompiled(services, template, content);
  if (!compilation.ok) return compilation;
  const library = await services.fonts();
  return library.use(content.locale, (fonts) => stampCertificate(compilation.compiled, content, fonts));
}

/** From this isolate, else from the bucket, else made and put there. */
async function getCompiled(
  services: PrintingServices,
  { organizationId, versionId, design, logoSha256 }: PrintedTemplate,
  { environment, issuerName, logo, locale }: CertificateContent,
): Promise<Compilation> {
  const key = sha256Hex(canonicalizeJson({ environment, format: 1, issuerName, locale, logoSha256, versionId }));
  const held = services.compiledTemplates.find(key);
  if (held) return { ok: true, compiled: held };
  const bucket = services.files[environment];
  const fileName = compiledFileName(organizationId, key);
  const stored = await readCompiled(bucket, fileName);
  if (stored) {
    services.compiledTemplates.keep(key, stored);
    return { ok: true, compiled: stored };
  }
  const compilation = await compileTemplate(
    { design, environment, issuerName, logo, locale, assets: new Map() },
    await services.fonts(),
  );
  if (!compilation.ok) return compilation;
  services.compiledTemplates.keep(key, compilation.compiled);
  await storeCompiled(bucket, fileName, compilation.compiled);
  return compilation;
}

// The bucket only saves time here: what fails there is done without it.

async function readCompiled(bucket: R2Bucket, fileName: string): Promise<CompiledTemplate | null> {
  try {
    const file = await bucket.get(fileName);
    return file ? unpackCompiled(new Uint8Array(await file.arrayBuffer())) : null;
  } catch {
    return null;
  }
}

async function storeCompiled(bucket: R2Bucket, fileName: string, compiled: CompiledTemplate): Promise<void> {
  await bucket.put(fileName, packCompiled(compiled)).catch(() => null);
}
