// Judges what can be judged of a row that is refused already. It must never tell of what the row's first mistakes may have caused.
import type { Issue } from "@attestry/certificate/api-error";
import { findOrderProblems } from "@attestry/issuing/check-input";
import { findMetadataProblems } from "@attestry/issuing/check-metadata";
import { IssueInput } from "@attestry/issuing/issue-input";
import type { Mould } from "@attestry/issuing/make-certificate";
import { z } from "zod";

const { issuedAt, expiresAt, templateId, publicMetadata, privateMetadata } = IssueInput.shape;
const Dates = z.object({ issuedAt, expiresAt });
const Metadata = z.object({ templateId, publicMetadata, privateMetadata });

/**
 * What is wrong with a row's dates and metadata together, where each of them is well formed. `mould` is for rows that name no template;
 * those that do are not looked up for this, since a bad row is not to use up what a batch may name.
 */
export function findOtherProblems(input: unknown, mould: Mould | null, now: Date): Issue[] {
  const dates = Dates.safeParse(input);
  const metadata = Metadata.safeParse(input);
  const isOfMould = metadata.data?.templateId === null && mould !== null;
  return [
    ...(dates.success ? findOrderProblems(dates.data, now) : []),
    ...(metadata.success && isOfMould ? findMetadataProblems(mould.body.metadataSchema, metadata.data) : []),
  ];
}
