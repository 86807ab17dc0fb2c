import type { CertificateDocument } from "@attestry/certificate/certificate-document";
import { verificationUrl } from "@attestry/certificate/verification-url";
import type { PrintingContext } from "@attestry/database/printing-context";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { chooseDateLocale, chooseLanguage } from "@attestry/render/choose-language";
import type { Logo } from "./known-logos.ts";
import type { TemplateBody } from "./known-templates.ts";
import { toPublicFields } from "./public-fields.ts";
import type { IssuingServices } from "./services.ts";

type Printed = Pick<
  CertificateDocument,
  "certificateId" | "environment" | "recipientName" | "title" | "issuedAt" | "expiresAt" | "issuer" | "publicMetadata" | "locale"
>;

/** What a page prints, named one by one: it is chosen, never everything that there is. */
export function toPrintedContent(
  { verifyBases }: IssuingServices,
  organization: PrintingContext["organization"],
  body: TemplateBody,
  logo: Logo | null,
  { document, text, hash }: { document: Printed; text: string; hash: string },
): CertificateContent {
  const { certificateId, environment, recipientName, title, issuedAt, expiresAt } = document;
  const locale = document.locale ?? body.design.locale ?? "en";
  const language = chooseLanguage(body.design, locale);
  return {
    certificateId,
    environment,
    recipientName,
    title,
    issuedAt,
    expiresAt,
    issuerName: document.issuer.name,
    certificateHash: hash,
    document: text,
    verificationUrl: verificationUrl(verifyBases, document, organization),
    publicFields: toPublicFields(body.metadataSchema.fields, document.publicMetadata, chooseDateLocale(language, locale)),
    locale,
    logo,
  };
}
