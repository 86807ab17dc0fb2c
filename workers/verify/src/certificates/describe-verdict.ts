import type { Environment } from "@attestry/certificate/environment";
import type { PublicVerification } from "@attestry/database/verify-publicly";
import { fill, type Language } from "../language/language.ts";
import type { Tone } from "../layout/render-page.ts";
import type { Mark } from "../layout/render-seal.ts";

export type Verdict = { tone: Tone; mark: Mark; headline: string; sentence: string };

type Outcome = PublicVerification["result"] | "otherFile";

const liveLooks: Record<Outcome, { tone: Tone; mark: Mark }> = {
  verified: { tone: "good", mark: "check" },
  revoked: { tone: "bad", mark: "cross" },
  expired: { tone: "late", mark: "clock" },
  invalid: { tone: "bad", mark: "broken" },
  not_found: { tone: "calm", mark: "unknown" },
  otherFile: { tone: "bad", mark: "broken" },
};

/** The verdict in words. In the sandbox no outcome may read like a real one. */
export function describeVerdict(environment: Environment, verification: PublicVerification, language: Language): Verdict {
  const outcome = toOutcome(verification);
  const { headline, sentence } = language.messages[environment][outcome];
  const { tone, mark } = liveLooks[outcome];
  const isTest = environment === "sandbox";
  return {
    tone: isTest ? "test" : tone,
    mark: isTest && outcome === "verified" ? "flask" : mark,
    headline,
    sentence: fill(sentence, { date: sayWhen(verification, language) }),
  };
}

/** That the file is another is said first only where the certificate itself holds: a revoked one is revoked whatever the file. */
function toOutcome(verification: PublicVerification): Outcome {
  return verification.result === "verified" && verification.file === "other" ? "otherFile" : verification.result;
}

function sayWhen(verification: PublicVerification, { writeMoment }: Language): string {
  const expiresAt = verification.result === "expired" ? verification.certificate.document.expiresAt : null;
  return expiresAt === null ? "" : writeMoment(expiresAt);
}
