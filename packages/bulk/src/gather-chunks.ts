// Puts good rows together to chunks. It must never put rows of two templates into one.

import { createCertificateId } from "@attestry/certificate/certificate-id";
import { base64 } from "@attestry/certificate/encoding";
import type { StagedChunk } from "@attestry/database/stage-batch-chunks";
import type { IssueInput } from "@attestry/issuing/issue-input";
import type { Mould, Template } from "@attestry/issuing/make-certificate";
import type { IssuingServices } from "@attestry/issuing/services";
import type { GoodRow } from "./judge-row.ts";
import { sealInputs } from "./sealed-chunk.ts";

/** A chunk is leased, printed, stored and committed as one. */
export const chunkSize = 100;

type Open = { mould: Mould; rows: GoodRow[] };

/** Chunks in the order in which they are full; `end` gives those that never were. Ids and uuids are fixed here, once and for all. */
export function openGatherer(services: IssuingServices, batchId: string) {
  const openByVersion = new Map<string, Open>();
  const chunks: StagedChunk[] = [];
  const close = async ({ mould, rows }: Open) => {
    chunks.push(await toChunk(services, mould, { batchId, number: chunks.length + 1 }, rows));
  };
  return {
    add: async (row: GoodRow) => {
      const { versionId } = row.mould.template;
      const open = openByVersion.get(versionId) ?? { mould: row.mould, rows: [] };
      openByVersion.set(versionId, open);
      open.rows.push(row);
      if (open.rows.length < chunkSize) return;
      openByVersion.delete(versionId);
      await close(open);
    },
    end: async () => {
      for (const open of openByVersion.values()) await close(open);
      return chunks;
    },
  };
}

async function toChunk(
  { sealingKeys }: IssuingServices,
  { context, template }: Mould,
  place: { batchId: string; number: number },
  rows: GoodRow[],
): Promise<StagedChunk> {
  const { organization, environment } = context;
  const owner = { organizationId: organization.id, environment, ...place };
  const sealed = await sealInputs(
    await sealingKeys(),
    owner,
    rows.map(({ input }) => input),
  );
  const items = rows.map(({ line, input }, position) => toItem(line, position, input, organization.certificatePrefix));
  return { number: place.number, ...toTemplate(template), sealedInputs: base64.encode(sealed), items };
}

function toItem(line: number, position: number, { certificateId }: IssueInput, prefix: string): StagedChunk["items"][number] {
  return {
    line,
    position,
    certificateId: certificateId ?? createCertificateId(prefix),
    certificateUuid: crypto.randomUUID(),
    isOwnId: certificateId !== undefined,
  };
}

function toTemplate({ ownerId, id, version }: Template) {
  return { templateOwnerId: ownerId, templateId: id, templateVersion: version };
}
