import type { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import { PublicCertificateColumns, withDocument } from "./certificate-row.ts";
import type { Database } from "./database.ts";
import { EditedCertificate } from "./verify-certificate.ts";

const Field = z.object({ key: z.string(), label: z.string(), visibility: z.enum(["public", "private"]) });
const Check = z.object({ checkedAt: z.iso.datetime() });
const Shown = PublicCertificateColumns.extend({ fields: z.array(Field) });

const Answer = z.discriminatedUnion("result", [
  Check.extend({ result: z.enum(["verified", "expired"]), certificate: Shown.transform(withDocument) }),
  Check.extend({ result: z.literal("revoked"), certificate: Shown.extend({ revokedAt: z.string() }).transform(withDocument) }),
  Check.extend({ result: z.literal("invalid"), certificate: EditedCertificate }),
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
