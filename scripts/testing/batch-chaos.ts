// Batches issued by a Worker that is killed, whose bells are doubled, shuffled and lost, and whose bucket fails: what must hold all the same.
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { findFreePort } from "../stack/free-port.ts";
import { type RunningWorker, startWorker } from "../stack/worker.ts";
import { ApiClient, batchOf } from "./api-client.ts";
import { requireBatchesInOrder } from "./batch-invariants.ts";
import { makeBatchFile } from "./make-batch-file.ts";
import { createRandom, shuffle } from "./random.ts";
import { createTestOrganization } from "./test-organization.ts";
import type { OwnStack } from "./use-own-stack.ts";

export type Chaos = {
  seed: number;
  /** Of the larger of two batches; the other has a fifth. */
  rows: number;
  kills: number;
};

const bells = 12;
const mostSeconds = 800;

/** Throws when anything is lost, doubled or miscounted, or when a batch does not end. */
export async function requireChaosSurvived(stack: OwnStack, { seed, rows, kills }: Chaos): Promise<void> {
  const random = createRandom(seed);
  const { sql } = stack;
  const counts = [rows, Math.ceil(rows / 5)];
  const issuers = await Promise.all(
    counts.map(async (count, index) => {
      const organization = await createTestOrganization(sql, { credits: count });
      const client = new ApiClient(stack.apiUrl, organization.live.secret);
      const batch = batchOf(await client.tryBulkCsv(poison(makeBatchFile(count - 2, `CHAOS-${index}`))));
      return { organization, client, id: batch.id, count };
    }),
  );
  const messages = shuffle([...Array(bells * 2).keys()], random).filter(() => random() >= 0.1);
  let worker = await startFaultyWorker(stack, seed);
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const rung = messages.splice(0, Math.ceil(messages.length / (kills - kill + 1)));
      for (const _ of rung) call(worker, "/bell");
      if (random() < 0.5) call(worker, "/sweep");
      await pause(20 + random() * 600);
      worker.kill();
      await worker.ended;
      worker = await startFaultyWorker(stack, seed + kill);
    }
    await waitForEnd(issuers, () => call(worker, "/sweep"));
  } finally {
    await worker.stop();
  }
  if (kills > 1) await requireWorkBrokenOff(sql, issuers);
  for (const { organization, client, id, count } of issuers) {
    const batch = await client.getBatch(id);
    const failed = await client.listItems(id, "&status=failed");
    const [poisoned] = failed;
    deepStrictEqual(
      failed.map(({ certificateId }) => certificateId),
      ["POISON"],
      `the poisoned row failed alone: ${JSON.stringify(failed)}`,
    );
    ok(poisoned?.error?.message.startsWith("recipientName"), "and says why");
    deepStrictEqual(
      [batch.status, batch.total_count, batch.issued_count, batch.failed_count],
      ["completed_with_errors", count, count - 1, 1],
      "all but the poisoned row are issued",
    );
    await requireBatchesInOrder(sql, organization.id);
    await requireFilesWhole(client, shuffle([...Array(count - 2).keys()], random).slice(0, 40), id);
  }
}

/** A run in which no kill met work under way would show nothing. */
async function requireWorkBrokenOff(sql: Sql, issuers: Issuer[]): Promise<void> {
  const ids = issuers.map(({ id }) => id);
  const [broken] = await sql`
    select sum(crash_count)::int as leases from attestry.batch_chunks where batch_id = any (${ids}::uuid[])`;
  ok(broken?.leases > 0, "kills met work under way");
}

const narrow = "i".repeat(190);
const wide = "W".repeat(190);

/** Two more rows: one that prints, and one as long with wider letters, which passes the check for it and cannot be printed. */
function poison(csv: string): string {
  return `${csv}NARROW,W${narrow},n@example.com,T,,\r\nPOISON,i${wide},p@example.com,T,,\r\n`;
}

async function startFaultyWorker(stack: OwnStack, seed: number): Promise<RunningWorker> {
  const workers = `${stack.directory}/workers`;
  return startWorker({
    config: "scripts/testing/faulty-jobs/wrangler.toml",
    port: await findFreePort(),
    variables: {
      SUPABASE_URL: stack.supabaseUrl,
      SUPABASE_SECRET_KEY: stack.secretKey,
      SEALING_KEYS: stack.sealingKeys,
      SANDBOX_VERIFY_URL: `${stack.verifyUrl}/sandbox`,
      LIVE_VERIFY_URL: stack.verifyUrl,
      FAULT_SEED: String(seed),
    },
    variablesFile: `${workers}/faulty-jobs.env`,
    stateDirectory: `${workers}/api`,
    registryDirectory: `${workers}/faulty-jobs/registry`,
  });
}

/** It may be killed meanwhile. */
function call(worker: RunningWorker, path: string): Promise<unknown> {
  return fetch(worker.url + path).catch(() => null);
}

type Issuer = { client: ApiClient; id: string };

async function waitForEnd(issuers: Issuer[], wake: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + mostSeconds * 1000;
  for (;;) {
    await wake();
    const batches = await Promise.all(issuers.map(({ client, id }) => client.getBatch(id)));
    if (batches.every(({ finished_at: finishedAt }) => finishedAt !== null)) return;
    if (Date.now() > deadline) throw new Error(`a batch does not end: ${JSON.stringify(batches)}`);
    await pause(200);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function requireFilesWhole(client: ApiClient, positions: number[], batchId: string): Promise<void> {
  const items = await client.listItems(batchId, "&status=issued");
  for (const position of positions) {
    const certificateId = items[position % items.length]?.certificateId;
    const certificate = await client.get(String(certificateId));
    const file = await fetch(certificate.pdf.url);
    equal(file.status, 200, "a certificate's file is there");
    const etag = file.headers.get("ETag");
    const sha256 = createHash("sha256")
      .update(new Uint8Array(await file.arrayBuffer()))
      .digest("hex");
    equal(etag, `"${sha256}"`, "the stored file has the recorded hash");
  }
}
