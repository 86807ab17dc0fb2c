// Prints certificates: a template is compiled once for each language, put on a shelf, and stamped.
// The one place where issuing, preview and preflight meet the renderer.
import type { Environment } from "@attestry/certificate/environment";
import type { PrintingContext } from "@attestry/database/printing-context";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { chooseLanguage } from "@attestry/render/choose-language";
import { type Compilation, compileTemplate } from "@attestry/render/compile-template";
import type { Design } from "@attestry/render/design";
import { type Rendering, stampCertificate } from "@attestry/render/stamp-certificate";
import type { PrintingServices } from "./printing-services.ts";
import { readAssets } from "./read-assets.ts";
import type { Shelf } from "./shelf.ts";

/** A design as an organization uses it. `environment` is where its assets belong, whatever the page is marked as. */
export type PrintedTemplate = { organizationId: string; environment: Environment; design: Design };

/**
 * Prints one certificate, or says what of it or of its template cannot be printed. All that are printed from one shelf have their
 * template, environment, issuer and logo in common.
 */
export async function printCertificate(
  services: PrintingServices,
  template: PrintedTemplate,
  content: CertificateContent,
  shelf: Shelf,
): Promise<Rendering> {
  const compilation = await getCompiled(services, template, content, shelf);
  if (!compilation.ok) return compilation;
  const { compiled } = compilation;
  const library = await services.fonts();
  return library.use(content.locale, (fonts) => stampCertificate(compiled, content, fonts), compiled.slots.usualFonts);
}

async function getCompiled(
  services: PrintingServices,
  template: PrintedTemplate,
  { environment, issuerName, logo, locale }: CertificateContent,
  shelf: Shelf,
): Promise<Compilation> {
  const language = chooseLanguage(template.design, locale);
  const found = await shelf.find(language);
  if (found) return found;
  const assets = await readAssets(services, template);
  const job = { design: template.design, environment, issuerName, logo, language, assets };
  const compilation = await compileTemplate(job, await services.fonts());
  await shelf.keep(language, compilation);
  return compilation;
}

/** What printing needs to know of the template that the database gave. */
export function toPrintedTemplate({ organization, environment }: PrintingContext, design: Design): PrintedTemplate {
  return { organizationId: organization.id, environment, design };
}
