import type { Database } from "@attestry/database/database";
import { type BatchItem, type BatchItems, type ItemStatus, listBatchItems } from "@attestry/database/list-batch-items";

const pageSize = 1000;

type Wanted = { keyHash: string; reference: string; status: ItemStatus | null };

/** The first page of a batch's rows, so that a refusal can still be answered, and all of the rows one by one: a page at a time is held. */
export async function openItems(
  database: Database,
  wanted: Wanted,
): Promise<{ first: BatchItems; items: AsyncGenerator<BatchItem> }> {
  const first = await listBatchItems(database, { ...wanted, limit: pageSize, afterLine: 0 });
  return { first, items: walkItems(database, wanted, first) };
}

async function* walkItems(database: Database, wanted: Wanted, first: BatchItems): AsyncGenerator<BatchItem> {
  for (let page = first; ; ) {
    const items = page.items.slice(0, pageSize);
    yield* items;
    const last = items.at(-1);
    if (!last || page.items.length <= pageSize) return;
    page = await listBatchItems(database, { ...wanted, limit: pageSize, afterLine: last.line });
  }
}
