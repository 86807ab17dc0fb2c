// Makes a certificate of an issuer's wish: built, printed and its private part sealed. It must never store or commit anything.
import type { Issue } from "@attestry/certificate/api-error";
import { seal } from "@attestry/certificate/seal";
import type { NewCertificate } from "@attestry/database/commit-certificates";
import type { PrintingContext } from "@attestry/database/printing-context";
import type { Rendering } from "@attestry/render/stamp-certificate";
import { type BuiltCertificate, buildCertificate } from "./build-certificate.ts";
import type { IssueInput } from "./issue-input.ts";
import type { Logo } from "./known-logos.ts";
import type { TemplateBody } from "./known-templates.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";
import type { Shelf } from "./shelf.ts";

export type Template = NonNullable<PrintingContext["template"]>;

/** Where certificates come from: those that share it share a shelf too. */
export type Mould = { context: PrintingContext; template: Template; body: TemplateBody; logo: Logo | null; shelf: Shelf };

export type MadeCertificate = { certificate: NewCertificate; pdf: Extract<Rendering, { ok: true }> };

/** `now` stands in for a missing `issuedAt`. What cannot be printed is told as problems. */
export async function makeCertificate(
  services: IssuingServices,
  { context, template, body, logo, shelf }: Mould,
  input: IssueInput,
  now: Date,
  certificateUuid?: string,
): Promise<{ ok: true; made: MadeCertificate } | { ok: false; problems: Issue[] }> {
  const built = buildCertificate(context, template, input, now, certificateUuid);
  const content = toPrintedContent(services, context.organization, body, logo, built);
  const rendering = await printCertificate(services, toPrintedTemplate(context, body.design), content, shelf);
  if (!rendering.ok) return rendering;
  const certificate = {
    ...describe(built, input),
    sealedPrivate: await sealDisclosures(services, context, built),
    pdfSha256: rendering.sha256,
    pdfSizeBytes: rendering.template.length + rendering.update.length,
  };
  return { ok: true, made: { certificate, pdf: rendering } };
}

function describe({ document, text, hash }: BuiltCertificate, { recipientEmail }: IssueInput) {
  const { certificateUuid, certificateId, issuedAt, expiresAt } = document;
  return { certificateUuid, certificateId, recipientEmail, issuedAt, expiresAt, document: text, certificateHash: hash };
}

async function sealDisclosures(services: IssuingServices, context: PrintingContext, built: BuiltCertificate): Promise<string> {
  const { organization, environment } = context;
  const owner = { organizationId: organization.id, environment, kind: "certificate.private", id: built.document.certificateUuid };
  return seal(await services.sealingKeys(), owner, JSON.stringify(built.disclosures));
}
