import { createHash } from "node:crypto";

type Environment = "live" | "sandbox";
type Result = "verified" | "revoked" | "expired" | "invalid" | "not_found";

/** Sorted members, no white space: RFC 8785 for what these documents hold, apart from the code under test. */
function canonicalize(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** A document as it is stored, changed as the test needs it. */
export function makeDocument(environment: Environment, changes: Record<string, unknown> = {}) {
  return {
    certificateId: "CX-CLIENT-0001",
    certificateUuid: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f",
    environment,
    expiresAt: "2028-05-10T08:00:00.000Z",
    issuedAt: "2026-05-10T08:00:00.000Z",
    issuer: { id: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e01", name: "Certifyx Academy" },
    privateDigests: [digest("private")],
    publicMetadata: { trainer_name: "Dr. Farah Aziz", room: "Undeclared 7" },
    recipientEmailDigest: digest("email"),
    recipientName: "Aina Rahman",
    template: { id: "8e884cad-6a34-4f15-9d6d-0c2798d4d002", version: 3 },
    title: "Safety Training Certificate",
    version: 1,
    ...changes,
  };
}

type Options = {
  environment?: Environment;
  document?: Record<string, unknown>;
  row?: Record<string, unknown>;
  issuer?: Record<string, unknown>;
  hasPicture?: boolean;
  file?: "pdf" | "record" | "other" | null;
};

/** What verify_publicly answers, canonical text and hash made by an independent implementation. */
export function makeVerification(result: Result, options: Options = {}) {
  const { environment = "live", document = {}, row = {}, hasPicture = false, file = null } = options;
  const checkedAt = "2026-11-22T19:30:00.000Z";
  if (result === "not_found") return { result, checkedAt, certificate: null };
  const text = canonicalize(makeDocument(environment, document));
  const revoked = { status: "revoked", revokedAt: "2026-08-03T14:12:00.000Z", revocationReason: "Issued to the wrong person." };
  const certificate = {
    certificateId: "CX-CLIENT-0001",
    certificateUuid: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f",
    status: result === "expired" ? "expired" : "issued",
    document: text,
    certificateHash: digest(text),
    pdfSha256: digest("pdf"),
    pdfPack: null,
    revokedAt: null,
    revocationReason: null,
    fields: [
      { key: "trainer_name", label: "Trainer", type: "text", visibility: "public" },
      { key: "device_id", label: "Device", type: "text", visibility: "private" },
    ],
    ...(result === "revoked" && revoked),
    ...row,
  };
  const issuer = {
    domain: null,
    domainProvenAt: null,
    logoSha256: null,
    isIndexed: false,
    endsFilesOnRevocation: false,
    ...options.issuer,
  };
  return { result, checkedAt, certificate, issuer, hasPicture, file };
}
