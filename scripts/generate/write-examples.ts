// What stands beside an operation's text: a command to copy, and an example of each successful answer.
import { buildExample } from "./build-example.ts";
import { type Answer, listAnswers, listVariants, unwrap } from "./list-answers.ts";
import type { Operation, Reference, Schemas } from "./parse-openapi.ts";
import { writeCurl } from "./write-curl.ts";

export function writeExamples(operation: Operation, reference: Reference): string {
  const answers = listAnswers(operation).filter(({ type }) => type === "application/json");
  const parts = [
    `## Example request\n\n${fence("bash", writeCurl(operation, reference))}`,
    ...answers.flatMap((answer) => writeAnswerExamples(answer, reference.schemas)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function writeAnswerExamples({ status, schema }: Answer, schemas: Schemas): string[] {
  const { data, isWrapped } = unwrap(schema, schemas);
  const write = (heading: string, value: unknown) =>
    `## ${heading}\n\n${fence("json", JSON.stringify(isWrapped ? { data: value } : value, null, 2))}`;
  const variants = listVariants(data, schemas);
  if (variants.length === 0) return [write(`Example answer ${status}`, buildExample(data, schemas))];
  return variants.flatMap(({ tag, values, schema: variant }) =>
    values.map((value) => write(`Example answer ${status}: ${value}`, buildExample(variant, schemas, { [tag]: value }))),
  );
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
