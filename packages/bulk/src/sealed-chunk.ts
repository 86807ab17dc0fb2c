// What the rows of a chunk say, packed for the time they wait. It must never be written down unsealed: it holds private values.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Environment } from "@attestry/certificate/environment";
import { type SealContext, type SealingKeys, sealBytes, unsealBytes } from "@attestry/certificate/seal";
import type { IssueInput } from "@attestry/issuing/issue-input";
import { z } from "zod";

export type ChunkOwner = { organizationId: string; environment: Environment; batchId: string; number: number };

const Inputs = z.array(z.unknown());
// Of the 32 MB that a request may have, one chunk can hold all.
const mostBytes = 64 * 1024 * 1024;

export async function sealInputs(keys: SealingKeys, owner: ChunkOwner, inputs: IssueInput[]): Promise<Uint8Array<ArrayBuffer>> {
  const packed = deflateRawSync(JSON.stringify(inputs), { level: 1 });
  return sealBytes(keys, toContext(owner), new Uint8Array(packed));
}

/** What is in there is for its reader to parse, row by row. Throws when this was not sealed for this very chunk. */
export async function unsealInputs(keys: SealingKeys, owner: ChunkOwner, sealed: Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  const packed = await unsealBytes(keys, toContext(owner), sealed);
  return Inputs.parse(JSON.parse(inflateRawSync(packed, { maxOutputLength: mostBytes }).toString("utf8")));
}

function toContext({ organizationId, environment, batchId, number }: ChunkOwner): SealContext {
  return { organizationId, environment, kind: "batch.inputs", id: `${batchId}/${number}` };
}
