// What certificates of one template, issuer and logo are made from.
import type { PrintingContext } from "@attestry/database/printing-context";
import { openKeptShelf } from "./kept-shelf.ts";
import type { Logo } from "./known-logos.ts";
import type { TemplateBody } from "./known-templates.ts";
import type { Mould, Template } from "./make-certificate.ts";
import type { IssuingServices } from "./services.ts";

/** What is compiled for it is kept for later ones, in this isolate and in the bucket. */
export function toMould(
  services: IssuingServices,
  context: PrintingContext,
  template: Template,
  body: TemplateBody,
  logo: Logo | null,
): Mould {
  const { organization, environment } = context;
  const origin = { organizationId: organization.id, environment, versionId: template.versionId };
  const shelf = openKeptShelf(services, { ...origin, issuerName: organization.name, logoSha256: organization.logoSha256 });
  return { context, template, body, logo, shelf };
}
