import type { Environment } from "@attestry/certificate/environment";
import type { PublicVerification } from "@attestry/database/verify-publicly";

type Asked = { issuer: string; subject: string; environment: Environment; verification: PublicVerification };

/**
 * What a receipt claims: `iss` was asked for the page `sub` at `iat` (Unix seconds) and found `result`. Beside it stands what binds the
 * finding to one record, and nothing of what that record says.
 */
export function writeReceipt({ issuer, subject, environment, verification }: Asked) {
  const checkedAt = verification.checkedAt;
  const claims = { iss: issuer, sub: subject, iat: Math.floor(Date.parse(checkedAt) / 1000), environment, checkedAt };
  switch (verification.result) {
    case "not_found":
    case "invalid":
      return { ...claims, result: verification.result };
    default: {
      const { certificateHash, pdfSha256, revokedAt, document } = verification.certificate;
      const { expiresAt } = document;
      return { ...claims, result: verification.result, certificateHash, pdfSha256, revokedAt, expiresAt };
    }
  }
}
