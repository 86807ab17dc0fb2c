import type { Environment } from "@attestry/certificate/environment";
import type { PublicVerification } from "@attestry/database/verify-publicly";
import type { Tone } from "../layout/render-page.ts";
import type { Mark } from "../layout/render-seal.ts";
import { sandboxNotice } from "../layout/sandbox-notice.ts";
import { writeMoment } from "../layout/write-moment.ts";

export type Verdict = { tone: Tone; mark: Mark; headline: string; sentence: string };

/** The verdict in words. In the sandbox no outcome may read like a real one. */
export function describeVerdict(environment: Environment, verification: PublicVerification): Verdict {
  return environment === "sandbox" ? describeTest(verification) : describeLive(verification);
}

function describeLive(verification: PublicVerification): Verdict {
  switch (verification.result) {
    case "verified":
      return {
        tone: "good",
        mark: "check",
        headline: "Valid",
        sentence:
          "The issuer named below issued this certificate. Its record is unaltered, and it is neither revoked nor expired.",
      };
    case "revoked":
      return {
        tone: "bad",
        mark: "cross",
        headline: "Revoked",
        sentence: "The issuer has withdrawn this certificate for good. It must not be relied on.",
      };
    case "expired":
      return {
        tone: "late",
        mark: "clock",
        headline: "Expired",
        sentence: `This certificate was issued and its record is unaltered, but it expired${sayWhen(verification.certificate.document.expiresAt)}.`,
      };
    case "invalid":
      return {
        tone: "bad",
        mark: "broken",
        headline: "Altered record",
        sentence:
          "The stored record no longer matches the hash it was issued with. Nothing it says is shown here, and it must not be relied on.",
      };
    case "not_found":
      return {
        tone: "calm",
        mark: "unknown",
        headline: "Not found",
        sentence: "The register holds no certificate at this address.",
      };
  }
}

function sayWhen(expiresAt: string | null): string {
  return expiresAt === null ? "" : ` on ${writeMoment(expiresAt)}`;
}

function describeTest({ result }: PublicVerification): Verdict {
  switch (result) {
    case "verified":
      return {
        tone: "test",
        mark: "flask",
        headline: sandboxNotice,
        sentence: "This is a test record. It passes every check below, and it certifies nothing.",
      };
    case "revoked":
      return {
        tone: "test",
        mark: "cross",
        headline: "Revoked test record",
        sentence: "This is a test record that was revoked. It never certified anything.",
      };
    case "expired":
      return {
        tone: "test",
        mark: "clock",
        headline: "Expired test record",
        sentence: "This is a test record whose expiry date has passed. It never certified anything.",
      };
    case "invalid":
      return {
        tone: "test",
        mark: "broken",
        headline: "Altered test record",
        sentence: "This test record no longer matches the hash it was issued with. Nothing it says is shown here.",
      };
    case "not_found":
      return {
        tone: "test",
        mark: "unknown",
        headline: "Test record not found",
        sentence: "The sandbox holds no test record at this address.",
      };
  }
}
