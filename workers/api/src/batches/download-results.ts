import { byteOrderMark, writeCsvLine } from "@attestry/bulk/write-csv";
import { type VerifyBases, verificationUrl } from "@attestry/certificate/verification-url";
import type { BatchItem, BatchItems } from "@attestry/database/list-batch-items";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { failure, keyedFailures } from "../requests/responses.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";
import { openItems } from "./read-items.ts";
import { streamText } from "./stream-text.ts";

const columns = [
  "line",
  "certificateId",
  "status",
  "certificateStatus",
  "recipientName",
  "title",
  "certificateHash",
  "verificationUrl",
  "errorCode",
  "errorMessage",
];

const route = createRoute({
  method: "get",
  path: "/v1/batches/{batchId}/results.csv",
  operationId: "downloadBatchResults",
  tags: ["Batches"],
  summary: "Download a batch's results",
  description:
    `A row for each row that was sent: ${columns.join(", ")}. \`status\` is what became of the row, \`certificateStatus\` how the certificate stands now. For spreadsheets: a cell that would be a formula begins with an ` +
    "apostrophe. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference },
  responses: {
    200: { description: "CSV in UTF-8.", content: { "text/csv": { schema: z.string() } } },
    ...keyedFailures,
    404: failure("BATCH_NOT_FOUND"),
  },
});

export function addDownloadBatchResults(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, verifyBases } = c.get("services");
    const reference = requireBatchId(c.req.valid("param"));
    const { first, items } = await openItems(database, { keyHash: c.get("caller").keyHash, reference, status: null });
    noteCaller(c, first);
    return c.body(streamText(writeResults(verifyBases, first, items)), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="results-${first.batch.id}.csv"`,
    });
  });
}

async function* writeResults(verifyBases: VerifyBases, first: BatchItems, items: AsyncGenerator<BatchItem>) {
  yield byteOrderMark + writeCsvLine(columns);
  for await (const { line, certificateId, status, certificate, errorCode, errorMessage } of items) {
    const { environment, organization } = first;
    const place = certificate && certificateId !== null ? { environment, certificateId } : null;
    yield writeCsvLine([
      line,
      certificateId,
      status,
      certificate?.status ?? null,
      certificate?.recipientName ?? null,
      certificate?.title ?? null,
      certificate?.certificateHash ?? null,
      place && verificationUrl(verifyBases, place, organization),
      errorCode,
      errorMessage,
    ]);
  }
}
