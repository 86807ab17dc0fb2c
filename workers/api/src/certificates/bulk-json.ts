import { type BatchRow, mostRowBytes } from "@attestry/bulk/batch-row";
import { type Span, splitObject } from "@attestry/bulk/split-json";
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import { toIssues, toPath } from "@attestry/issuing/schema-issues";
import type { z } from "zod";
import { type JsonReading, readJson } from "../requests/parse-json.ts";

const mostOptionBytes = 16 * 1024;

/** The rows of a JSON body, each parsed only when its turn comes, and the other members as `Options` parses them. Throws VALIDATION_ERROR. */
export function readBulkJson<Options extends z.ZodType>(bytes: Uint8Array, schema: Options) {
  const { members, elements } = splitObject(bytes);
  const others = [...members].filter(([name]) => name !== "certificates");
  const options = schema.safeParse(
    Object.fromEntries(others.map(([name, span]) => [name, parseSpan(bytes, span, mostOptionBytes, toPath([name]))])),
  );
  const issues = [...(options.error?.issues.flatMap(toIssues) ?? []), ...findListProblems(members, elements)];
  if (issues.length > 0 || !options.success || !elements) throw new ApiError("VALIDATION_ERROR", { issues });
  return { options: options.data, rows: () => readElements(bytes, elements) };
}

function findListProblems(members: Map<string, Span>, elements: Span[] | null): Issue[] {
  if (elements) return [];
  return [{ path: "certificates", message: members.has("certificates") ? "must be a list" : "is required" }];
}

function* readElements(bytes: Uint8Array, elements: Span[]): Generator<BatchRow> {
  for (const [index, span] of elements.entries()) {
    const line = index + 1;
    const path = `certificates.${index}`;
    const locate = (issue: Issue) => ({ ...issue, path: issue.path === "" ? path : `${path}.${issue.path}`, line });
    const reading = readSpan(bytes, span, mostRowBytes);
    if (reading.kind === "broken") throw refuseSpan(path, reading.problem);
    if (reading.kind === "value") yield { line, input: reading.value, issues: [], locate };
    else yield { line, input: null, issues: [{ path: "", message: reading.problem }], locate };
  }
}

function parseSpan(bytes: Uint8Array, span: Span, mostBytes: number, path: string): unknown {
  const reading = readSpan(bytes, span, mostBytes);
  if (reading.kind !== "value") throw refuseSpan(path, reading.problem);
  return reading.value;
}

/** What was parsed may hold many times the memory of its text. */
function readSpan(bytes: Uint8Array, { start, end }: Span, mostBytes: number): JsonReading {
  if (end - start <= mostBytes) return readJson(bytes.subarray(start, end));
  return { kind: "unfit", problem: `is larger than ${mostBytes / 1024} KiB` };
}

function refuseSpan(path: string, message: string): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: [{ path, message }] });
}
