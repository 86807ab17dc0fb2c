import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import postgres from "postgres";
import { z } from "zod";
import { createLocalSecrets } from "../../stack/local-secrets.ts";
import { startLocalStack } from "../../stack/local-stack.ts";
import { ApiClient, batchOf } from "../../testing/api-client.ts";
import { makeBatchFile } from "../../testing/make-batch-file.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createTestOrganization } from "../../testing/test-organization.ts";
import type { WholeRun } from "../measurement.ts";
import { stampOnAllCores } from "./stamp-on-all-cores.ts";

const rows = 10_000;
// Stamping alone is measured warm; so is this.
const warmUpRows = 4_000;
// Names in Latin letters: what other scripts cost is measured by itself.
const scripts = 1;

const ChunkLine = z.object({ message: z.literal("chunk"), printMs: z.number(), storeMs: z.number(), commitMs: z.number() });

/** From the request's first byte to the batch's end, on the whole local stack; the bound is what all cores take for stamping alone, all at once, before and after. */
export const issueTenThousand: WholeRun = {
  name: `a CSV of ${rows} rows, end to end, over bare stamping on all cores`,
  goal: { atLeast: 0.5 },
  async run() {
    const cores = availableParallelism();
    const stamped = makeBatchFile(1_000, "STAMP", scripts);
    const before = await stampOnAllCores(stamped, cores);
    const { acceptMs, totalMs, laps } = await issueOnStack(cores);
    const stampMs = (before + (await stampOnAllCores(stamped, cores))) / 2;
    const perRow = (name: "printMs" | "storeMs" | "commitMs") => laps.reduce((sum, lap) => sum + lap[name], 0) / rows;
    const bytes = (milliseconds: number) => milliseconds.toFixed(3);
    return {
      ours: totalMs / rows,
      reference: stampMs / cores,
      notes: [
        `accepted after ${Math.round(acceptMs)} ms, issued after ${Math.round(totalMs)} ms: ${Math.round((rows * 1000) / totalMs)} certificates a second on ${cores} cores`,
        `for a row, in ms: parse, check and store ${bytes(acceptMs / rows)}; then, in ${cores} processes of six lanes each that wait for one another: render ${bytes(perRow("printMs"))}, store ${bytes(perRow("storeMs"))}, commit ${bytes(perRow("commitMs"))}; bare stamping ${bytes(stampMs)}`,
      ],
    };
  },
};

async function issueOnStack(cores: number) {
  const directory = makeTemporaryDirectory("bench-bulk");
  const laps: z.infer<typeof ChunkLine>[] = [];
  const stack = await startLocalStack({
    directory,
    secrets: createLocalSecrets(),
    ports: { api: 0, verify: 0, supabase: 0, postgres: 0 },
    addressRateLimitPerMinute: 100_000,
    jobsProcesses: cores,
    dispatches: false,
    onJobsLine: (line) => {
      const parsed = line.startsWith("{") ? ChunkLine.safeParse(JSON.parse(line)) : null;
      if (parsed?.success) laps.push(parsed.data);
    },
  });
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const organization = await createTestOrganization(sql, { credits: rows + warmUpRows });
    const client = new ApiClient(stack.apiUrl, organization.live.secret);
    await client.waitForBatch(batchOf(await client.tryBulkCsv(makeBatchFile(warmUpRows, "WARM", scripts))).id);
    await sql`analyze`;
    laps.length = 0;
    const csv = makeBatchFile(rows, "RUN", scripts);
    const startedAt = performance.now();
    const { id } = batchOf(await client.tryBulkCsv(csv));
    const acceptMs = performance.now() - startedAt;
    const ended = await client.waitForBatch(id);
    const totalMs = performance.now() - startedAt;
    if (ended.issued_count !== rows) throw new Error(`Of ${rows} rows ${ended.issued_count} were issued.`);
    return { acceptMs, totalMs, laps };
  } finally {
    await sql.end();
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
