// One operation of the OpenAPI document as a page: what to send, what comes back, what can go wrong, and a command to copy.
import { describeAnswer } from "./describe-answer.ts";
import { describeFields, describeParameter } from "./describe-fields.ts";
import { listAnswers } from "./list-answers.ts";
import type { Page } from "./page.ts";
import { type Operation, type Reference, resolveSchema, type Schemas } from "./parse-openapi.ts";
import { type ErrorCode, findErrorCodes } from "./read-error-codes.ts";
import { toHeaderName } from "./write-curl.ts";
import { writeExamples } from "./write-examples.ts";

/** Where an operation's page lies: `issueCertificate` is at `reference/issue-certificate`. */
export function toOperationPath(operationId: string): string {
  return `reference/${operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export function renderOperation(operation: Operation, reference: Reference, codes: ErrorCode[]): Page {
  const { method, path, summary, description, operationId, tags } = operation;
  const sections = [
    `# ${summary}\n\n\`${method} ${path}\`\n\n${description}\n`,
    describeParameters(operation, reference.schemas),
    describeBody(operation, reference.schemas),
    ...listAnswers(operation).map((answer) => describeAnswer(answer, reference.schemas)),
    describeFailures(operation, codes),
  ];
  return {
    path: toOperationPath(operationId),
    group: tags[0],
    label: summary,
    method,
    title: summary,
    summary: `\`${method} ${path}\`. ${description}`,
    markdown: `${sections
      .filter(Boolean)
      .map((section) => section.trim())
      .join("\n\n")}\n`,
    examples: writeExamples(operation, reference),
  };
}

function describeParameters({ parameters }: Operation, schemas: Schemas): string {
  const places = { path: "Path parameters", query: "Query parameters", header: "Headers", cookie: "Cookies" } as const;
  const sections = Object.entries(places).map(([place, heading]) => {
    const fields = parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, description, schema }) => {
        const shown = place === "header" ? toHeaderName(name) : name;
        return describeParameter(shown, { ...schema, description: schema.description ?? description }, schemas, required);
      });
    return fields.length > 0 ? `## ${heading}\n\n${fields.join("")}` : "";
  });
  return sections.filter(Boolean).join("\n");
}

function describeBody({ requestBody }: Operation, schemas: Schemas): string {
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema = {} }]) => {
    const whole = resolveSchema(schema, schemas);
    const isClosed = whole.additionalProperties === false ? " Other fields are refused." : "";
    const intro = `\`${type}\`${requestBody?.required ? "" : ", optional"}.${isClosed}`;
    return `${intro}\n\n${describeFields(schema, schemas, "required")}`;
  });
  return bodies.length > 0 ? `## Body\n\n${bodies.join("\n")}` : "";
}

function describeFailures(operation: Operation, codes: ErrorCode[]): string {
  const path = toOperationPath(operation.operationId);
  const rows = Object.entries(operation.responses)
    .filter(([status]) => status >= "400")
    .map(([status, { description }]) => {
      const found = findErrorCodes(codes, status, description, path);
      const links = found.map((code) => `[\`${code}\`](../errors.md#${code.toLowerCase()})`).join(", ");
      return `| ${status} | ${links || "—"} | ${toCell(description)} |`;
    });
  if (rows.length === 0) return "";
  return `## Errors\n\n| Status | Code | When |\n|---|---|---|\n${rows.join("\n")}\n\n[What to do about each](../errors.md)\n`;
}

/** The code that a description begins with has a cell of its own. */
function toCell(description: string): string {
  const text = description.replace(/^`[A-Z_]+`: /, "").replaceAll("|", "\\|");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
