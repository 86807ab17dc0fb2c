import { ApiClient, batchOf } from "@attestry/scripts/testing/api-client";
import { failAgain, requireBatchesInOrder } from "@attestry/scripts/testing/batch-invariants";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { expect, it } from "vitest";

// What is issued here was rung for: nobody else would take it up.
const own = useOwnStack({ sweeps: false });
const patience = { timeout: 60_000, interval: 200 };

it("a batch is taken up by its bell, and so is a retry", async () => {
  const { sql, apiUrl } = own();
  const organization = await createTestOrganization(sql, { credits: 10 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const { id } = batchOf(await client.tryBulkCsv(makeBatchFile(3, "BELL", 1)));
  await expect.poll(() => client.getBatch(id), patience).toMatchObject({ status: "completed", issued_count: 3 });
  await failAgain(sql, id, 2);
  batchOf(await client.request(`/v1/batches/${id}/retry`, { method: "POST" }));
  await expect.poll(() => client.getBatch(id), patience).toMatchObject({ status: "completed", issued_count: 3 });
  await requireBatchesInOrder(sql, organization.id);
});
