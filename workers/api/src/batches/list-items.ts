import { type BatchItem, ItemStatus, listBatchItems } from "@attestry/database/list-batch-items";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, limitField, nextCursorField } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";

const ItemsQuery = z.strictObject({
  limit: limitField,
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, "is not a nextCursor of this list")
    .optional()
    .meta({ description: "`nextCursor` of the page before." }),
  status: ItemStatus.optional().meta({ example: "failed" }),
});

const Item = z
  .strictObject({
    line: z.int().meta({ description: "Where the row stands in what was sent; of a CSV file, its line.", example: 7 }),
    certificateId: z.string().nullable().meta({ example: "CX-BATCH-0001" }),
    status: ItemStatus.meta({ example: "issued" }),
    error: z
      .strictObject({
        code: z.string().meta({ example: "CERTIFICATE_EXISTS" }),
        message: z.string().meta({ example: "A certificate with this certificateId was issued meanwhile." }),
      })
      .nullable()
      .meta({ description: "Of a failed row: why." }),
  })
  .meta({ id: "BatchItem" });

const ItemList = z
  .strictObject({
    environment: EnvironmentField,
    items: z.array(Item),
    nextCursor: nextCursorField,
  })
  .meta({ id: "BatchItemList" });

const route = createRoute({
  method: "get",
  path: "/v1/batches/{batchId}/items",
  operationId: "listBatchItems",
  tags: ["Batches"],
  summary: "List a batch's rows",
  description: "What became of each row, by line; all of them at once are in `results.csv`. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference, query: ItemsQuery },
  responses: {
    200: dataResponse("One page.", ItemList),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("BATCH_NOT_FOUND"),
  },
});

export function addListBatchItems(api: Api): void {
  api.openapi(route, async (c) => {
    const { limit, cursor, status = null } = c.req.valid("query");
    const found = await listBatchItems(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      reference: requireBatchId(c.req.valid("param")),
      limit,
      afterLine: Number(cursor ?? 0),
      status,
    });
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.items, limit, ({ line }) => String(line));
    return c.json({ data: { environment: found.environment, items: page.map(toItem), nextCursor } }, 200);
  });
}

function toItem({ line, certificateId, status, errorCode, errorMessage }: BatchItem): z.infer<typeof Item> {
  const error = errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" };
  return { line, certificateId, status, error };
}
