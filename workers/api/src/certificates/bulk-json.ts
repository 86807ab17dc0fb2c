import { type BatchRow, mostRowBytes } from "@attestry/bulk/batch-row";
import { type Span, splitObject } from "@attestry/bulk/split-json";
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import { toIssues, toPath } from "@attestry/issuing/schema-issues";
import type { z } from "zod";
import { parseJson } from "../requests/parse-json.ts";

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
    yield { line, input: parseSpan(bytes, span, mostRowBytes, path), issues: [], locate };
  }
}

/** What was parsed may hold many times the memory of its text. */
function parseSpan(bytes: Uint8Array, { start, end }: Span, mostBytes: number, path: string): unknown {
  if (end - start <= mostBytes) return parseJson(bytes.subarray(start, end), path);
  throw new ApiError("VALIDATION_ERROR", { issues: [{ path, message: `is larger than ${mostBytes / 1024} KiB` }] });
}
