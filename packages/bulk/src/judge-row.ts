// Judges the rows of a batch one after the other, as issuing would. It must never let a row pass that another row of the batch excludes.
import type { Issue } from "@attestry/certificate/api-error";
import { findInputProblems, findOrderProblems } from "@attestry/issuing/check-input";
import { IssueInput } from "@attestry/issuing/issue-input";
import { type Mould, makeCertificate } from "@attestry/issuing/make-certificate";
import { toIssues } from "@attestry/issuing/schema-issues";
import type { IssuingServices } from "@attestry/issuing/services";
import type { BatchRow } from "./batch-row.ts";
import type { FoundMould } from "./batch-templates.ts";
import { findId } from "./find-id.ts";
import { findOtherProblems } from "./find-other-problems.ts";
import { PrintedTexts, type Text } from "./printed-texts.ts";

export type GoodRow = { line: number; input: IssueInput; mould: Mould };
export type Judgement = { ok: true; row: GoodRow } | { ok: false; issues: Issue[] };

export type JudgeOptions = {
  /** For rows that name none. */
  templateId: string | null;
  /** That template's; null when there is none. */
  mould: Mould | null;
  findMould: (templateId: string | null) => Promise<FoundMould>;
  now: Date;
  /** Prints every row, in place of those alone that are longer than all before. */
  isThorough: boolean;
};

/** A judge remembers the ids it has seen, and what could be printed of the texts. */
export function openJudge(services: IssuingServices, { templateId, mould: ownMould, findMould, now, isThorough }: JudgeOptions) {
  const lineById = new Map<string, number>();
  const printed = new PrintedTexts();
  return async ({ line, input, issues }: BatchRow): Promise<Judgement> => {
    // What could not be read as a row at all has no other mistakes.
    if (input === null && issues.length > 0) return { ok: false, issues };
    const parsed = IssueInput.safeParse(input);
    const repeated = findRepeatedId(lineById, input, line);
    if (!parsed.success || issues.length > 0) {
      const found = [...issues, ...(parsed.error?.issues.flatMap(toIssues) ?? []), ...repeated];
      return { ok: false, issues: [...found, ...findOtherProblems(input, ownMould, now)] };
    }
    const wanted = { ...parsed.data, issuedAt: parsed.data.issuedAt ?? now.toISOString() };
    const found = await findMould(wanted.templateId ?? templateId);
    if (!found.ok) {
      const unknown = { path: "templateId", message: found.message };
      return { ok: false, issues: [unknown, ...repeated, ...findOrderProblems(wanted, now)] };
    }
    const { mould } = found;
    const problems = [...repeated, ...findInputProblems(mould.body.metadataSchema, wanted, now)];
    if (problems.length > 0) return { ok: false, issues: problems };
    const texts = listTexts(mould, wanted);
    if (isThorough || !printed.cover(texts)) {
      const attempt = await makeCertificate(services, mould, wanted, now);
      if (!attempt.ok) return { ok: false, issues: attempt.problems };
      printed.add(texts);
    }
    return { ok: true, row: { line, input: wanted, mould } };
  };
}

/** A row with other mistakes has spoken for its id, too: which of the two was meant is for the sender to say. */
function findRepeatedId(lineById: Map<string, number>, input: unknown, line: number): Issue[] {
  const certificateId = findId(input);
  if (certificateId === null) return [];
  const earlier = lineById.get(certificateId);
  if (earlier === undefined) lineById.set(certificateId, line);
  return earlier === undefined ? [] : [{ path: "certificateId", message: `is also the id in line ${earlier}` }];
}

/** The texts that may be printed, each with the name of the place where it would stand. */
function listTexts({ template, body }: Mould, input: IssueInput): Text[] {
  const place = `${template.versionId} ${input.locale ?? ""}`;
  const metadata = body.metadataSchema.fields.flatMap(({ key, visibility }) => {
    const value = visibility === "public" && Object.hasOwn(input.publicMetadata, key) ? input.publicMetadata[key] : undefined;
    return value === undefined || value === null ? [] : [{ place: `${place} ${key}`, text: String(value) }];
  });
  const { recipientName, title } = input;
  return [{ place: `${place} .name`, text: recipientName }, { place: `${place} .title`, text: title }, ...metadata];
}
