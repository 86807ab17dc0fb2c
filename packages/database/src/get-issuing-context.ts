import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import { type Idempotency, Organization } from "./caller.ts";
import { CommitAnswer } from "./commit-certificates.ts";
import type { Database } from "./database.ts";

export const IssuingContext = z.object({
  organization: Organization.extend({
    certificatePrefix: z.string(),
    logoSha256: z.string().nullable(),
    logo: z.object({ mediaType: z.enum(["image/png", "image/jpeg"]), base64: z.string() }).nullable(),
  }),
  environment: Environment,
  rateLimitPerMinute: z.int(),
  credits: z.int(),
  template: z
    .object({
      id: z.guid(),
      ownerId: z.guid(),
      version: z.int(),
      versionId: z.guid(),
      body: z.object({ design: z.unknown(), metadataSchema: z.unknown() }).nullable(),
    })
    .nullable(),
  stored: CommitAnswer.nullable(),
});
export type IssuingContext = z.infer<typeof IssuingContext>;

export type IssuingContextInput = {
  keyHash: string;
  templateId: string | null;
  certificateId: string | null;
  knownTemplateVersions: string[];
  knownLogos: string[];
  idempotency: Idempotency | null;
};

/** `template` is null only when `stored` is not. Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND, CERTIFICATE_EXISTS, IDEMPOTENCY_CONFLICT. */
export function getIssuingContext(database: Database, input: IssuingContextInput): Promise<IssuingContext> {
  return database("get_issuing_context", input, IssuingContext);
}
