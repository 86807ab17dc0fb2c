import type { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import { PublicCertificateRow } from "./certificate-row.ts";
import type { Database } from "./database.ts";
import { EditedCertificateRow } from "./verify-certificate.ts";

const Field = z.object({ key: z.string(), label: z.string(), visibility: z.enum(["public", "private"]) });
const Check = z.object({ checkedAt: z.iso.datetime() });

const Answer = z.discriminatedUnion("result", [
  Check.extend({
    result: z.enum(["verified", "revoked", "expired"]),
    certificate: PublicCertificateRow.extend({ fields: z.array(Field) }),
  }),
  Check.extend({ result: z.literal("invalid"), certificate: EditedCertificateRow }),
  Check.extend({ result: z.literal("not_found") }),
]);
export type PublicVerification = z.infer<typeof Answer>;

export type VerifyPubliclyInput = {
  environment: Environment;
  organizationSlug: string | null;
  reference: string;
  country: string | null;
};

/** Checks a certificate for anyone, by its page, and writes the log row. It never answers an e-mail address or a private value. */
export function verifyPublicly(database: Database, input: VerifyPubliclyInput): Promise<PublicVerification> {
  return database("verify_publicly", input, Answer);
}
