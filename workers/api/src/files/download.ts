import { ApiError } from "@attestry/certificate/api-error";
import { Environment } from "@attestry/certificate/environment";
import { verifySignedPath } from "@attestry/certificate/signed-path";
import { pdfFileName } from "@attestry/issuing/file-name";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { failure } from "../requests/responses.ts";

const FilePath = z.object({
  environment: z.string(),
  organizationId: z.string(),
  sha256: z.string(),
  fileName: z.string().meta({ example: "CX-CLIENT-0001.pdf" }),
});

const FileQuery = z.object({
  expires: z.string().optional().meta({ description: "Unix seconds." }),
  signature: z.string().optional(),
});

const route = createRoute({
  method: "get",
  path: "/v1/files/{environment}/{organizationId}/{sha256}/{fileName}",
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
    403: { ...failure("FORBIDDEN"), description: "`FORBIDDEN`: the link was changed or has expired." },
    404: failure("NOT_FOUND"),
    429: failure("RATE_LIMITED"),
    500: failure("INTERNAL_ERROR"),
  },
});

export function addDownloadFile(api: Api): void {
  api.openapi(route, async (c) => {
    const { files, config, now } = c.get("services");
    const { pathname, search } = new URL(c.req.url);
    requireValidLink(config.linkSigningKey, pathname + search, now());
    const { organizationId, sha256, fileName, ...signed } = c.req.valid("param");
    const environment = Environment.parse(signed.environment);
    const file = await files[environment].get(pdfFileName(organizationId, sha256));
    if (!file) throw new ApiError("NOT_FOUND", { message: "This file is no longer stored." });
    return c.body(await file.arrayBuffer(), 200, {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${fileName}"`,
      "Cache-Control": "private, max-age=300",
      ETag: `"${sha256}"`,
    });
  });
}

function requireValidLink(key: Uint8Array, pathAndQuery: string, now: Date): void {
  const verdict = verifySignedPath(key, pathAndQuery, Math.floor(now.getTime() / 1000));
  if (verdict === "valid") return;
  const message =
    verdict === "forged" ? "This link is not valid." : "This link has expired. Read the certificate again for a fresh one.";
  throw new ApiError("FORBIDDEN", { message });
}
