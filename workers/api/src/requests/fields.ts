import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";

// Fields that several answers share, as the contract names them.
export const CertificateId = z.string().meta({ example: "CX-CLIENT-0001" });
export const CertificateUuid = z.guid().meta({ example: "6ebeb4b1-8bf6-4df3-a366-cf7a569b0c6e" });
export const EnvironmentField = Environment.meta({ description: "The key's.", example: "sandbox" });
export const CertificateHash = z.string().meta({
  description: "Lower-case hex SHA-256 over the certificate's canonical document.",
  example: "b7a5c0d95ad9fb9ef0a7a4d10c1a1c8e2f5d3f1c9b0a4e6d7c8b9a0f1e2d3c4b",
});
export const Moment = z.iso.datetime().meta({ example: "2026-05-10T08:00:00.000Z" });
export const Expiry = z.iso.datetime().nullable().meta({ example: "2027-05-10T08:00:00.000Z" });
export const VerificationUrl = z.url().meta({ example: "https://verify.attestry.example/CX-CLIENT-0001" });
export const ProofMode = z.literal("pdf_only");
export const Blockchain = z.null();

export const CertificateReference = z.object({
  certificateId: z.string().meta({ description: "The certificate's id, or its uuid.", example: "CX-CLIENT-0001" }),
});
