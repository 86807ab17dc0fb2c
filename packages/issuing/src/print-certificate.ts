import type { Environment } from "@attestry/certificate/environment";
import type { PrintingContext } from "@attestry/database/printing-context";
import type { Design } from "@attestry/render/design";
import { type Rendering, renderCertificate } from "@attestry/render/render-certificate";
import type { PrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";

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

/** Draws one certificate, or says what of it cannot be printed. The one place where issuing, preview and preflight meet the renderer. */
export async function printCertificate(
  services: IssuingServices,
  { design }: PrintedTemplate,
  content: PrintedContent,
): Promise<Rendering> {
  return renderCertificate(design, content, await services.fonts());
}

export function toPrintedTemplate({ organization, environment, template }: PrintingContext, design: Design): PrintedTemplate {
  const versionId = template?.versionId ?? null;
  return { organizationId: organization.id, environment, versionId, design, logoSha256: organization.logoSha256 };
}
