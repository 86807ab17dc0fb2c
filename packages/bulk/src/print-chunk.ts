// Makes the certificates of a chunk and the pack of their PDFs. A row that cannot be made must never keep another from being made.
import { cutText } from "@attestry/certificate/cut-text";
import { base64 } from "@attestry/certificate/encoding";
import type { ClaimedChunk } from "@attestry/database/claim-batch-chunk";
import type { ChunkResult } from "@attestry/database/commit-batch-chunk";
import { IssueInput } from "@attestry/issuing/issue-input";
import { type MadeCertificate, type Mould, makeCertificate } from "@attestry/issuing/make-certificate";
import { packPdfs } from "@attestry/issuing/pdf-pack";
import type { IssuingServices } from "@attestry/issuing/services";
import { unsealInputs } from "./sealed-chunk.ts";

type Row = ClaimedChunk["chunk"]["rows"][number];

/** `pack` is null when no row could be made. */
export type PrintedChunk = Pick<ChunkResult, "certificates" | "failures" | "troubles"> & {
  pack: { bytes: Uint8Array<ArrayBuffer>; sha256: string } | null;
};

// While one is encrypted the next is drawn. After so many, whoever waits for an answer is let through: drawing would keep its lane idle.
const rowsAtOnce = 10;

export async function printChunk(services: IssuingServices, claim: ClaimedChunk, mould: Mould): Promise<PrintedChunk> {
  const { organization, environment, chunk } = claim;
  const owner = { organizationId: organization.id, environment, batchId: chunk.batchId, number: chunk.number };
  const sealed = base64.decode(chunk.sealedInputs.replaceAll("\n", ""));
  const inputs = await unsealInputs(await services.sealingKeys(), owner, sealed);
  const printed: { row: Row; made: MadeCertificate }[] = [];
  const failures: ChunkResult["failures"] = [];
  const troubles: number[] = [];
  for (let start = 0; start < chunk.rows.length; start += rowsAtOnce) {
    const rows = chunk.rows.slice(start, start + rowsAtOnce);
    const attempts = await Promise.all(rows.map((row) => tryToMake(services, mould, inputs[row.position], row)));
    for (const { row, attempt } of attempts) {
      if (attempt.kind === "made") printed.push({ row, made: attempt.made });
      else if (attempt.kind === "refused") failures.push({ line: row.line, code: "VALIDATION_ERROR", message: attempt.message });
      else troubles.push(row.line);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  if (printed.length === 0) return { certificates: [], failures, troubles, pack: null };
  const bytes = packPdfs(printed.map(({ made }) => made.pdf));
  const pack = { bytes, sha256: await hash(bytes) };
  const certificates = printed.map(({ row, made }) => ({ ...made.certificate, line: row.line }));
  return { certificates, failures, troubles, pack };
}

type Attempt = { kind: "made"; made: MadeCertificate } | { kind: "refused"; message: string } | { kind: "trouble" };

async function tryToMake(services: IssuingServices, mould: Mould, input: unknown, row: Row) {
  return { row, attempt: await attemptRow(services, mould, input, row) };
}

async function attemptRow(services: IssuingServices, mould: Mould, input: unknown, row: Row): Promise<Attempt> {
  try {
    const wanted = { ...IssueInput.parse(input), certificateId: row.certificateId };
    const attempt = await makeCertificate(services, mould, wanted, services.now(), row.certificateUuid);
    if (attempt.ok) return { kind: "made", made: attempt.made };
    const message = attempt.problems.map(({ path, message }) => `${path} ${message}`).join("; ");
    return { kind: "refused", message: cutText(message, 1000) };
  } catch (error) {
    const name = error instanceof Error ? error.name : "not an Error";
    console.error(JSON.stringify({ level: "error", message: "a row could not be made", name, time: new Date().toISOString() }));
    return { kind: "trouble" };
  }
}

/** The platform's own SHA-256, in lower-case hex: a pack is large. */
async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
