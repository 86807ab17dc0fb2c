import { createHash, randomUUID } from "node:crypto";
import { canonicalizeJson } from "@attestry/certificate/canonical-json";
import type { NewCertificate } from "@attestry/database/commit-certificates";
import { classicAcademic } from "@attestry/render/built-in-templates/classic-academic";

export type Issuer = { id: string; name: string; environment: "sandbox" | "live" };

/** Of all of them. */
export const template = { ownerId: "00000000-0000-0000-0000-000000000000", id: classicAcademic.id, version: 1 };
const digest = sha256Hex("a salted value");
// About what AES-GCM and base64 make of two private fields.
const sealedPrivate = `1.${"A".repeat(16)}.${"B".repeat(400)}`;

let made = 0;

/** A certificate like those that packages/issuing makes, without its PDF and with one digest for all: cheap, for it is made inside a round. */
export function makeCertificate(issuer: Issuer): NewCertificate {
  const number = ++made;
  const certificateId = `BENCH-${number.toString().padStart(8, "0")}`;
  const certificateUuid = randomUUID();
  const issuedAt = "2026-05-10T08:00:00.000Z";
  const expiresAt = "2099-05-10T08:00:00.000Z";
  const document = canonicalizeJson({
    certificateId,
    certificateUuid,
    environment: issuer.environment,
    expiresAt,
    issuedAt,
    issuer: { id: issuer.id, name: issuer.name },
    privateDigests: [digest, digest],
    publicMetadata: { trainer_name: "Dr. Farah Aziz", venue: "Kuala Lumpur" },
    recipientEmailDigest: digest,
    recipientName: `Aina Rahman ${number}`,
    template: { id: template.id, version: template.version },
    title: "Advanced Scaffold Inspection",
    version: 1,
  });
  return {
    certificateUuid,
    certificateId,
    recipientEmail: `recipient-${number}@example.com`,
    issuedAt,
    expiresAt,
    document,
    certificateHash: sha256Hex(document),
    sealedPrivate,
    pdfSha256: digest,
    pdfSizeBytes: 60_000,
  };
}

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
