// Makes a certificate up, to try a design with. It must never make anything that passes for a certificate: its page is the sandbox's,
// marked as such, and its id is one that no certificate can have.
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import type { Json } from "@attestry/certificate/canonical-json";
import type { FieldType, MetadataSchema } from "@attestry/certificate/metadata-schema";
import type { PrintingContext } from "@attestry/database/printing-context";
import { findMetadataProblems } from "./check-metadata.ts";
import type { IssueInput } from "./issue-input.ts";

/** What is not given is made up. */
export type Sample = Partial<Pick<IssueInput, "recipientName" | "title" | "expiresAt" | "publicMetadata" | "locale">>;

// A tilde is in no certificateId.
const previewId = "PREVIEW~ONLY";
const oneYearMilliseconds = 365 * 24 * 60 * 60 * 1000;

/** Throws VALIDATION_ERROR with the issues, if there are any. */
export function refuse(issues: Issue[]): void {
  if (issues.length > 0) throw new ApiError("VALIDATION_ERROR", { issues: issues.slice(0, 100) });
}

/** Whatever environment the key is of, what is made up is the sandbox's. Throws VALIDATION_ERROR for a sample that is not of the schema. */
export function makeUpCertificate(
  { id, name }: PrintingContext["organization"],
  schema: MetadataSchema,
  sample: Sample,
  now: Date,
) {
  const publicMetadata = { ...makeUpMetadata(schema), ...sample.publicMetadata };
  refuse(findMetadataProblems(withoutPrivateDuties(schema), { publicMetadata, privateMetadata: {} }));
  const document = {
    certificateId: previewId,
    environment: "sandbox",
    recipientName: sample.recipientName ?? "Sample Recipient",
    title: sample.title ?? "Sample Certificate",
    issuedAt: now.toISOString(),
    expiresAt: sample.expiresAt === undefined ? new Date(now.getTime() + oneYearMilliseconds).toISOString() : sample.expiresAt,
    issuer: { id, name },
    publicMetadata,
    ...(sample.locale !== undefined && { locale: sample.locale }),
  } as const;
  return { document, text: '{"preview":true}', hash: "0".repeat(64) };
}

function withoutPrivateDuties(schema: MetadataSchema): MetadataSchema {
  const fields = schema.fields.map((field) => (field.visibility === "private" ? { ...field, required: false } : field));
  return { ...schema, fields };
}

function makeUpMetadata({ fields }: MetadataSchema): { [key: string]: Json } {
  const publicFields = fields.filter(({ visibility }) => visibility === "public");
  return Object.fromEntries(publicFields.map(({ key, type, options }) => [key, options?.[0] ?? valueByType[type]]));
}

const valueByType: Record<FieldType, Json> = {
  text: "Sample",
  number: 42,
  date: "2026-05-10",
  boolean: true,
  url: "https://example.com",
  email: "name@example.com",
  choice: "Sample",
};
