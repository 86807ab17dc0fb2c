import { ApiError } from "@attestry/certificate/api-error";
import { Environment } from "@attestry/certificate/environment";
import { findStoredPdf, parsePathSegment } from "@attestry/issuing/stored-pdf";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { failure } from "../requests/responses.ts";
import { requireFilesNotEnded } from "./require-files-not-ended.ts";
import { requireValidLink } from "./require-valid-link.ts";

const FilePath = z.object({
  environment: z.string(),
  organizationId: z.string(),
  file: z.string().meta({ description: "Which PDF, and where it is stored." }),
  fileName: z.string().meta({ example: "CX-CLIENT-0001.pdf" }),
});

const FileQuery = z.object({
  expires: z.string().optional().meta({ description: "Unix seconds." }),
  signature: z.string().optional(),
});

const route = createRoute({
  method: "get",
  path: "/v1/files/{environment}/{organizationId}/{file}/{fileName}",
  operationId: "downloadFile",
  tags: ["Files"],
  summary: "Download a PDF",
  description: "The target of `pdf.url`. Needs no key: the link itself is signed, for this file and this hour alone.",
  request: { params: FilePath, query: FileQuery },
  responses: {
    200: {
      description: "The PDF as it was stored.",
      content: { "application/pdf": { schema: z.string().meta({ format: "binary" }) } },
    },
    403: {
      ...failure("FORBIDDEN"),
      description: "`FORBIDDEN`: the link was changed or has expired, or the issuer withdrew the files with the certificate.",
    },
    404: failure("NOT_FOUND"),
    429: failure("RATE_LIMITED"),
    500: failure("INTERNAL_ERROR"),
  },
});

export function addDownloadFile(api: Api): void {
  api.openapi(route, async (c) => {
    requireValidLink(c);
    const { files } = c.get("services");
    const { organizationId, file, fileName, ...signed } = c.req.valid("param");
    const environment = Environment.parse(signed.environment);
    await requireFilesNotEnded(c, { environment, organizationId, fileName });
    const location = parsePathSegment(file);
    const pdf = await findStoredPdf(files[environment], organizationId, location);
    if (!pdf) throw new ApiError("NOT_FOUND", { message: "This file is no longer stored." });
    return c.body(pdf, 200, {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${fileName}"`,
      "Cache-Control": "private, max-age=300",
      ETag: `"${location.pdfSha256}"`,
    });
  });
}
