import type { Issue } from "@attestry/certificate/api-error";
import type { MetadataSchema } from "@attestry/certificate/metadata-schema";
import { findMetadataProblems } from "./check-metadata.ts";
import type { IssueInput } from "./issue-input.ts";

/** What is wrong with a certificate's input beside its shape: its dates' order, and its metadata under the template's schema. */
export function findInputProblems(schema: MetadataSchema, input: IssueInput, now: Date): Issue[] {
  return [...findOrderProblems(input, now), ...findMetadataProblems(schema, input)];
}

/** `now` stands in for a missing `issuedAt`. */
export function findOrderProblems(input: Pick<IssueInput, "issuedAt" | "expiresAt">, now: Date): Issue[] {
  const issuedAt = input.issuedAt ?? now.toISOString();
  const isInOrder = input.expiresAt === null || Date.parse(input.expiresAt) > Date.parse(issuedAt);
  return isInOrder ? [] : [{ path: "expiresAt", message: "must be after issuedAt" }];
}
