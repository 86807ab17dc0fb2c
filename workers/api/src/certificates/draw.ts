import { getCertificate } from "@attestry/database/get-certificate";
import { getPicture } from "@attestry/stored-picture/get-picture";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { respondWithPicture } from "../pictures/respond-with-picture.ts";
import { isPictureWidth, pictureWidths, usualPictureWidth } from "../pictures/widths.ts";
import type { Api } from "../requests/api.ts";
import { CertificateReference } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { failure, keyedFailures, notModified, pictureResponse } from "../requests/responses.ts";
import { requireReference } from "./require-reference.ts";

const list = pictureWidths.join(", ");

const DrawQuery = z.strictObject({
  width: z.coerce
    .number("must be a number")
    .refine(isPictureWidth, `must be one of ${list}`)
    .default(usualPictureWidth)
    .meta({ description: `Pixels: one of ${list}.`, example: usualPictureWidth }),
});

const route = createRoute({
  method: "get",
  path: "/v1/certificates/{certificateId}/png",
  operationId: "drawCertificate",
  tags: ["Certificates"],
  summary: "Read a certificate as a picture",
  description:
    "The page of the stored PDF as a PNG, for previews and messages. It shows what was issued, after a revocation too. " +
    "Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: CertificateReference, query: DrawQuery },
  responses: {
    200: pictureResponse("The picture."),
    304: notModified,
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("CERTIFICATE_NOT_FOUND", "NOT_FOUND"),
  },
});

export function addDrawCertificate(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, files, pictures } = c.get("services");
    const reference = requireReference(c.req.valid("param").certificateId);
    const found = await getCertificate(database, { keyHash: c.get("caller").keyHash, reference });
    noteCaller(c, found);
    const { certificateId, document } = found.certificate;
    const source = { files: files[document.environment], pictures };
    const png = await getPicture(
      source,
      { ...found.certificate, organizationId: found.organization.id },
      c.req.valid("query").width,
    );
    return respondWithPicture(c, png, `${certificateId}.png`);
  });
}
