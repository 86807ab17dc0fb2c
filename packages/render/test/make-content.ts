import type { CertificateContent } from "../src/certificate-content.ts";

/** A live certificate with two public fields, changed as the test needs it. */
export function makeContent(changes: Partial<CertificateContent> = {}): CertificateContent {
  return {
    certificateId: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f",
    environment: "live",
    recipientName: "Aina Rahman",
    title: "Advanced Scaffold Inspection",
    issuerName: "Universiti Teknologi Utara",
    issuedAt: "2025-11-22T08:30:00.000Z",
    expiresAt: "2027-11-21T23:59:59.999Z",
    certificateHash: "ab".repeat(32),
    verificationUrl: "https://verify.attestry.example/c/0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f",
    document: '{"certificateId":"0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f"}',
    publicFields: [
      { key: "trainer_name", label: "Trainer", value: "Dr. Farah Aziz" },
      { key: "venue", label: "Venue", value: "Kuala Lumpur" },
    ],
    locale: "en",
    logo: null,
    ...changes,
  };
}
