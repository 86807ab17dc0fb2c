import { Environment } from "@attestry/certificate/environment";
import { parsePathSegment } from "@attestry/issuing/stored-pdf";
import { getPicture } from "@attestry/stored-picture/get-picture";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { respondWithPicture } from "../pictures/respond-with-picture.ts";
import type { Api } from "../requests/api.ts";
import { failure, notModified, pictureResponse } from "../requests/responses.ts";
import { requireFilesNotEnded } from "./require-files-not-ended.ts";
import { requireValidLink } from "./require-valid-link.ts";

const PicturePath = z.object({
  environment: z.string(),
  organizationId: z.string(),
  file: z.string().meta({ description: "Which PDF the picture shows, and where that is stored." }),
  width: z.string().meta({ description: "Pixels.", example: "1200" }),
  fileName: z.string().meta({ example: "CX-CLIENT-0001.png" }),
});

const PictureQuery = z.object({
  expires: z.string().optional().meta({ description: "Unix seconds." }),
  signature: z.string().optional(),
});

const route = createRoute({
  method: "get",
  path: "/v1/pictures/{environment}/{organizationId}/{file}/{width}/{fileName}",
  operationId: "downloadPicture",
  tags: ["Files"],
  summary: "Download a picture",
  description: "The target of `png.url`. Needs no key: the link itself is signed, for this picture and this hour alone.",
  request: { params: PicturePath, query: PictureQuery },
  responses: {
    200: pictureResponse("The PDF's page as a picture."),
    304: notModified,
    403: {
      ...failure("FORBIDDEN"),
      description: "`FORBIDDEN`: the link was changed or has expired, or the issuer withdrew the files with the certificate.",
    },
    404: failure("NOT_FOUND"),
    429: failure("RATE_LIMITED"),
    500: failure("INTERNAL_ERROR"),
  },
});

export function addDownloadPicture(api: Api): void {
  api.openapi(route, async (c) => {
    requireValidLink(c);
    const { files, pictures } = c.get("services");
    const { organizationId, file, width, fileName, ...signed } = c.req.valid("param");
    const environment = Environment.parse(signed.environment);
    await requireFilesNotEnded(c, { environment, organizationId, fileName });
    const pdf = { organizationId, ...parsePathSegment(file) };
    return respondWithPicture(c, await getPicture({ files: files[environment], pictures }, pdf, Number(width)), fileName);
  });
}
