import { lookUpLocale } from "@attestry/certificate/locale";
import type { BuiltInTemplate } from "@attestry/render/built-in-template";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { readDemoLogo } from "../read-demo-logo.ts";
import type { Sample } from "./sample.ts";

/** A live certificate of the template that says what the sample says, with a logo and an expiry, changed as one needs it. */
export function makeSampleContent(
  template: BuiltInTemplate,
  sample: Sample,
  changes: Partial<CertificateContent> = {},
): CertificateContent {
  const certificateId = "UTU-7K2M-9QXB-4T0H-D5WZ";
  const shown = template.metadataSchema.fields.filter(({ visibility }) => visibility === "public");
  return {
    certificateId,
    environment: "live",
    recipientName: sample.recipientName,
    title: sample.title,
    issuerName: sample.issuerName,
    issuedAt: "2026-05-10T08:00:00.000Z",
    expiresAt: "2028-05-10T08:00:00.000Z",
    certificateHash: "ab".repeat(32),
    document: JSON.stringify({ certificateId, recipientName: sample.recipientName, title: sample.title }),
    verificationUrl: `https://verify.attestry.example/${certificateId}`,
    publicFields: shown.map(({ key, label, labels = {} }) => ({
      key,
      label: lookUpLocale(labels, sample.locale) ?? label,
      value: sample.publicValues[key] ?? "",
    })),
    locale: sample.locale,
    logo: readDemoLogo(),
    ...changes,
  };
}
