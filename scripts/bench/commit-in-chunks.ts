import { randomUUID } from "node:crypto";
import type { NewCertificate } from "@attestry/database/commit-certificates";
import type { Sql } from "postgres";
import { z } from "zod";
import type { TestOrganization } from "../testing/test-organization.ts";
import { makeCertificate, template } from "./make-certificate.ts";
import type { Measurement } from "./measurement.ts";
import { connections } from "./scratch-database.ts";
import { commitWritten, writeCommit } from "./sql-commit.ts";

const chunkSize = 100;
const pack = "0".repeat(64);
const chunksInBatch = 100;
const batchesAhead = 10;
const singlesAhead = 60_000;

/** In live, on one organization, with the credits that either way takes. A call of either side makes a hundred certificates, whose texts lie ready. */
export const commitInChunks: Measurement = {
  name: `a commit of 100 certificates over 100 single commits, ${connections} connections`,
  unit: "ms",
  goal: { atLeast: 20 },
  concurrency: connections,
  async setup(stage) {
    const { sql, organization } = await stage.database();
    const issuer = { ...organization, environment: "live" } as const;
    const chunks = new Map<string, string>();
    for (let batch = 0; batch < batchesAhead; batch++) await submitBatch(sql, organization, chunks);
    const commits: string[] = [];
    while (commits.length < chunks.size) commits.push(await claimChunk(sql, chunks));
    const singles = Array.from({ length: singlesAhead }, () => writeCommit(organization.live, makeCertificate(issuer)));
    await sql`analyze`;
    return {
      ours: () => commitChunk(sql, take(commits)),
      reference: async () => {
        for (let made = 0; made < chunkSize; made++) await commitWritten(sql, take(singles));
      },
      teardown: () => {},
    };
  },
};

function take(texts: string[]): string {
  const text = texts.pop();
  if (text === undefined) throw new Error("More was committed than was prepared.");
  return text;
}

/** `chunks` gets what the commit of each chunk will send, by its batch and number: a Worker's work, which is not measured here. */
async function submitBatch(sql: Sql, organization: TestOrganization, chunks: Map<string, string>): Promise<void> {
  const batchId = randomUUID();
  const { live } = organization;
  const staged = Array.from({ length: chunksInBatch }, (_, index) => {
    const certificates = Array.from({ length: chunkSize }, () => makeCertificate({ ...organization, environment: "live" }));
    const rows = certificates.map((certificate, position) => ({ ...certificate, line: index * chunkSize + position + 1 }));
    chunks.set(`${batchId} ${index + 1}`, JSON.stringify(rows));
    return toStagedChunk(index + 1, rows);
  });
  const draft = { keyHash: live.hash, batchId };
  await sql`select api.stage_batch_chunks(${JSON.stringify({ ...draft, chunks: staged })}::text::jsonb)`;
  const submission = { ...draft, requestId: "req_bench", idempotency: null, name: "bench", onError: "refuse", refused: [] };
  await sql`select api.submit_batch(${JSON.stringify(submission)}::text::jsonb)`;
}

function toStagedChunk(number: number, rows: (NewCertificate & { line: number })[]) {
  const items = rows.map(({ line, certificateId, certificateUuid }, position) => {
    return { line, position, certificateId, certificateUuid, isOwnId: false };
  });
  const of = { templateOwnerId: template.ownerId, templateId: template.id, templateVersion: template.version };
  return { number, ...of, sealedInputs: Buffer.alloc(3000).toString("base64"), items };
}

const Claimed = z.object({ batchId: z.string(), number: z.number(), leaseToken: z.string() });

/** The text of a claimed chunk's commit. */
async function claimChunk(sql: Sql, chunks: Map<string, string>): Promise<string> {
  const claim = JSON.stringify({ leaseSeconds: 3600, knownTemplateVersions: [], knownLogos: [] });
  const [answer] = await sql`select api.claim_batch_chunk(${claim}::text::jsonb) -> 'chunk' as chunk`;
  const { batchId, number, leaseToken } = Claimed.parse(answer?.chunk);
  const rest = JSON.stringify({ leaseToken, failures: [], troubles: [], pdfPack: pack, pauseSeconds: 0, isBrokenOff: false });
  return `${rest.slice(0, -1)},"certificates":${chunks.get(`${batchId} ${number}`)}}`;
}

async function commitChunk(sql: Sql, result: string): Promise<void> {
  const [committed] = await sql`select (api.commit_batch_chunk(${result}::text::jsonb) ->> 'issued')::int as issued`;
  if (committed?.issued !== chunkSize) throw new Error("Not all of the chunk was issued.");
}
