import type { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import type { Database } from "./database.ts";

const Picture = z.object({ organizationId: z.guid(), pdfSha256: z.string(), pdfPack: z.string().nullable() });
const Answer = z.object({ picture: Picture.nullable() });

export type FindPublicPictureInput = { environment: Environment; organizationSlug: string | null; reference: string };

/** Where the PDF lies that anyone may see a picture of: null when the certificate is revoked, or one of its fields is private. */
export async function findPublicPicture(database: Database, input: FindPublicPictureInput) {
  return (await database("find_public_picture", input, Answer)).picture;
}
