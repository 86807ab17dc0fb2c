// Prints certificates: a template is compiled once for each issuer and language that uses it, kept, and stamped.
// The one place where issuing, preview and preflight meet the renderer.
import type { Environment } from "@attestry/certificate/environment";
import type { PrintingContext } from "@attestry/database/printing-context";
import { type Compilation, compileTemplate } from "@attestry/render/compile-template";
import type { Design } from "@attestry/render/design";
import { type Rendering, stampCertificate } from "@attestry/render/stamp-certificate";
import type { PrintedContent } from "./printed-content.ts";
import type { PrintingServices } from "./printing-services.ts";
import { readAssets } from "./read-assets.ts";
import { findCompiled, keepCompiled, nameCompiled } from "./stored-compilations.ts";

/**
 * A template version as an organization uses it. `environment` is where it and its assets belong, whatever the page is marked as;
 * `versionId` is null for what must not be kept: a preview, or a design that is not stored.
 */
export type PrintedTemplate = {
  organizationId: string;
  environment: Environment;
  versionId: string | null;
  design: Design;
  logoSha256: string | null;
};

/** Prints one certificate, or says what of it or of its template cannot be printed. Stores nothing but compiled templates. */
export async function printCertificate(
  services: PrintingServices,
  template: PrintedTemplate,
  content: PrintedContent,
): Promise<Rendering> {
  const compilation = await getCompiled(services, template, content);
  if (!compilation.ok) return compilation;
  const { compiled } = compilation;
  const library = await services.fonts();
  return library.use(content.locale, (fonts) => stampCertificate(compiled, content, fonts), compiled.slots.usualFonts);
}

async function getCompiled(services: PrintingServices, template: PrintedTemplate, content: PrintedContent): Promise<Compilation> {
  const place = nameCompiled(template, content);
  const found = place && (await findCompiled(services, place));
  if (found) return { ok: true, compiled: found };
  const { environment, issuerName, logo, locale } = content;
  const assets = await readAssets(services, template);
  const job = { design: template.design, environment, issuerName, logo, locale, assets };
  const compilation = await compileTemplate(job, await services.fonts());
  if (place && compilation.ok) await keepCompiled(services, place, compilation.compiled);
  return compilation;
}

export function toPrintedTemplate({ organization, environment, template }: PrintingContext, design: Design): PrintedTemplate {
  const versionId = template?.versionId ?? null;
  return { organizationId: organization.id, environment, versionId, design, logoSha256: organization.logoSha256 };
}
