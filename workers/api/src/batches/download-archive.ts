import { createRoute } from "@hono/zod-openapi";
import { makeZip } from "client-zip";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { failure, keyedFailures } from "../requests/responses.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";
import { listArchiveFiles } from "./list-archive-files.ts";
import { openItems } from "./read-items.ts";

const route = createRoute({
  method: "get",
  path: "/v1/batches/{batchId}/archive.zip",
  operationId: "downloadBatchArchive",
  tags: ["Batches"],
  summary: "Download a batch's PDFs",
  description:
    "All that is issued so far, each as `<certificateId>.pdf`, with `manifest.csv`, which names the hashes. Made while it is sent. A " +
    "PDF that is no longer stored is named in `missing.txt`. Where not all rows are in it, `incomplete.txt` counts them. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference },
  responses: {
    200: { description: "A ZIP file.", content: { "application/zip": { schema: z.string().meta({ format: "binary" }) } } },
    ...keyedFailures,
    404: failure("BATCH_NOT_FOUND"),
  },
});

export function addDownloadBatchArchive(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, files, verifyBases } = c.get("services");
    const reference = requireBatchId(c.req.valid("param"));
    const { first, items } = await openItems(database, { keyHash: c.get("caller").keyHash, reference, status: "issued" });
    noteCaller(c, first);
    const { organization, environment, batch } = first;
    const lastModified = new Date(batch.finishedAt ?? batch.createdAt);
    const source = { bucket: files[environment], verifyBases, organization, environment, batch, lastModified };
    const archive = listArchiveFiles(source, items);
    return c.body(makeZip(archive), 200, {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="certificates-${batch.id}.zip"`,
    });
  });
}
