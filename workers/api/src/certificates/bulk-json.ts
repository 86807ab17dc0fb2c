import { type BatchRow, mostRows } from "@attestry/bulk/batch-row";
import { type Span, splitObject } from "@attestry/bulk/split-json";
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import { toIssues } from "@attestry/issuing/schema-issues";
import type { z } from "zod";
import { parseJson } from "../requests/parse-json.ts";

/** The rows of a JSON body, each parsed only when its turn comes, and the other members as `Options` parses them. Throws VALIDATION_ERROR. */
export function readBulkJson<Options extends z.ZodType>(bytes: Uint8Array, schema: Options) {
  const { members, elements } = split(bytes);
  const others = [...members].filter(([name]) => name !== "certificates");
  const options = schema.safeParse(
    Object.fromEntries(others.map(([name, span]) => [name, parseJson(bytes.subarray(span.start, span.end), name)])),
  );
  const issues = [...(options.error?.issues.flatMap(toIssues) ?? []), ...findListProblems(members, elements)];
  if (issues.length > 0 || !options.success || !elements) throw new ApiError("VALIDATION_ERROR", { issues });
  return { options: options.data, rows: () => readElements(bytes, elements) };
}

function split(bytes: Uint8Array) {
  try {
    return splitObject(bytes, "certificates");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Said as for every other body, with the place of the first fault; what is JSON but no object passes here.
    parseJson(bytes, "");
    throw new ApiError("VALIDATION_ERROR", { issues: [{ path: "", message: "The body must be a JSON object." }] });
  }
}

function findListProblems(members: Map<string, Span>, elements: Span[] | null): Issue[] {
  if (!elements) {
    const message = members.has("certificates") ? "must be a list" : "is required";
    return [{ path: "certificates", message }];
  }
  if (elements.length <= mostRows) return [];
  return [{ path: "certificates", message: `must be at most ${mostRows} certificates: send the others in another request` }];
}

function* readElements(bytes: Uint8Array, elements: Span[]): Generator<BatchRow> {
  for (const [index, { start, end }] of elements.entries()) {
    const line = index + 1;
    const path = `certificates.${index}`;
    const locate = (issue: Issue) => ({ ...issue, path: issue.path === "" ? path : `${path}.${issue.path}`, line });
    yield { line, input: parseJson(bytes.subarray(start, end), path), issues: [], locate };
  }
}
