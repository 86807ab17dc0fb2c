// Judges certificates as issuing would, without issuing them. It must never store or charge anything.
import type { Issue } from "@attestry/certificate/api-error";
import { getPreflightContext } from "@attestry/database/get-preflight-context";
import type { PrintingContext } from "@attestry/database/printing-context";
import { buildCertificate } from "./build-certificate.ts";
import { findInputProblems } from "./check-input.ts";
import { IssueInput } from "./issue-input.ts";
import { findLogo, type Logo } from "./known-logos.ts";
import { getTemplateBody, type TemplateBody } from "./known-templates.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import { toIssues } from "./schema-issues.ts";
import type { IssuingServices } from "./services.ts";
import { openShelf, type Shelf } from "./shelf.ts";

/** `row` is the certificate's place in the request; the first is 1. */
export type RowIssue = Issue & { row: number };
export type Preflight = { context: PrintingContext; checked: number; failed: number; issues: RowIssue[] };

const mostIssues = 1000;
const mostIssuesInRow = 20;

/**
 * Checks each row as the body of an issue request: its shape, its metadata, its certificateId, and whether it can be printed.
 * Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND.
 */
export async function preflightCertificates(
  services: IssuingServices,
  caller: { keyHash: string },
  { templateId, certificates }: { templateId: string; certificates: unknown[] },
): Promise<Preflight> {
  const templates = services.knownTemplates.snapshot();
  const logos = services.knownLogos.snapshot();
  const rows = certificates.map((certificate) => IssueInput.safeParse(certificate));
  const ids = rows.flatMap(({ data }) => data?.certificateId ?? []);
  const context = await getPreflightContext(services.database, {
    keyHash: caller.keyHash,
    templateId,
    certificateIds: [...new Set(ids)],
    knownTemplateVersions: [...templates.keys()],
    knownLogos: [...logos.keys()],
  });
  const body = getTemplateBody(services.knownTemplates, templates, context.template);
  const logo = findLogo(services.knownLogos, logos, context.organization);
  const findIdProblems = judgeIds(new Set(context.takenCertificateIds));
  const shelf = openShelf();
  const issues: RowIssue[] = [];
  let failed = 0;
  for (const [index, row] of rows.entries()) {
    const found = row.success
      ? [
          ...findTemplateProblems(row.data, templateId),
          ...findIdProblems(row.data, index + 1),
          ...(await findPrintProblems(services, context, body, logo, shelf, row.data)),
        ]
      : row.error.issues.flatMap(toIssues);
    if (found.length > 0) failed += 1;
    const told = found.slice(0, mostIssuesInRow).map((issue) => ({ row: index + 1, ...issue }));
    issues.push(...told.slice(0, mostIssues - issues.length));
  }
  return { context, checked: rows.length, failed, issues };
}

function findTemplateProblems({ templateId }: IssueInput, checked: string): Issue[] {
  if (templateId === null || templateId === checked) return [];
  return [{ path: "templateId", message: "is another template than the one that is checked" }];
}

/** Ids that are taken, or that an earlier row asks for. */
function judgeIds(taken: Set<string>): (input: IssueInput, row: number) => Issue[] {
  const rowById = new Map<string, number>();
  return ({ certificateId }, row) => {
    if (certificateId === undefined) return [];
    const earlier = rowById.get(certificateId);
    if (earlier === undefined) rowById.set(certificateId, row);
    const path = "certificateId";
    if (taken.has(certificateId)) return [{ path, message: "is the id of a certificate that exists already" }];
    return earlier === undefined ? [] : [{ path, message: `is also the id of row ${earlier}` }];
  };
}

async function findPrintProblems(
  services: IssuingServices,
  context: PrintingContext & { template: { id: string; version: number } },
  body: TemplateBody,
  logo: Logo | null,
  shelf: Shelf,
  input: IssueInput,
): Promise<Issue[]> {
  const now = services.now();
  const problems = findInputProblems(body.metadataSchema, input, now);
  if (problems.length > 0) return problems;
  const built = buildCertificate(context, context.template, input, now);
  const content = toPrintedContent(services, context.organization, body, logo, built);
  const rendering = await printCertificate(services, toPrintedTemplate(context, body.design), content, shelf);
  return rendering.ok ? [] : rendering.problems;
}
