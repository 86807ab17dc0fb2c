// A curl command for an operation, with the examples of the OpenAPI document in it.
import { buildExample } from "./build-example.ts";
import type { Operation, Parameter, Reference } from "./parse-openapi.ts";

/** To be pasted into a POSIX shell; the key is read from the variable ATTESTRY_KEY. */
export function writeCurl(operation: Operation, reference: Reference): string {
  const { path, query } = fillUrl(operation, reference);
  const isPost = operation.method === "POST" && operation.requestBody !== undefined;
  const method = operation.method === "GET" || isPost ? "" : ` -X ${operation.method}`;
  const url = reference.server + path + query;
  return [`curl${method} ${quote(url)}`, ...listOptions(operation, reference)].join(" \\\n  ");
}

function fillUrl({ path, parameters, security }: Operation, { schemas }: Reference): { path: string; query: string } {
  const value = ({ name, schema }: Parameter) => {
    const example = buildExample(schema, schemas);
    return example === "…" ? name.replace(/[A-Z]/g, "_$&").toUpperCase() : String(example);
  };
  const named = new Map(parameters.map((parameter) => [parameter.name, value(parameter)]));
  // An operation without a key is authorized by its query, so all of it is shown.
  const shown = parameters.filter((parameter) => parameter.in === "query" && (parameter.required || security.length === 0));
  const query = shown.map((parameter) => `${parameter.name}=${value(parameter)}`).join("&");
  return { path: path.replace(/\{(\w+)\}/g, (whole, name: string) => named.get(name) ?? whole), query: query && `?${query}` };
}

function listOptions(operation: Operation, { schemas }: Reference): string[] {
  const key = operation.security.length > 0 ? [`-H "Authorization: Bearer $ATTESTRY_KEY"`] : [];
  const headers = operation.parameters
    .filter((parameter) => parameter.in === "header")
    .map(({ name, schema }) => `-H "${toHeaderName(name)}: ${buildExample(schema, schemas)}"`);
  return [...key, ...headers, ...listBody(operation, schemas), ...listOutput(operation)];
}

function listBody({ requestBody }: Operation, schemas: Reference["schemas"]): string[] {
  const [[type, content] = []] = Object.entries(requestBody?.content ?? {});
  if (type === undefined || content?.schema === undefined) return [];
  if (content.schema.format === "binary") return [`-H "Content-Type: ${type}"`, `--data-binary @${fileNameOf(type)}`];
  const example = buildExample(content.schema, schemas);
  if (type === "multipart/form-data") {
    return Object.entries(Object(example)).map(([name, value]) => `-F ${quote(`${name}=${value}`)}`);
  }
  const text = type === "application/json" ? JSON.stringify(example, null, 2).replaceAll("\n", "\n  ") : String(example);
  return [`-H "Content-Type: ${type}"`, `-d ${singleQuote(text)}`];
}

function fileNameOf(type: string): string {
  return `file.${type.split("/").at(-1)}`;
}

function listOutput({ responses }: Operation): string[] {
  const types = Object.keys(responses["200"]?.content ?? {});
  if (types.includes("image/png")) return ["-o certificate.png"];
  return types.includes("application/pdf") ? ["-o certificate.pdf"] : [];
}

/** `idempotency-key` as it is usually written. */
export function toHeaderName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

function quote(text: string): string {
  return /^[\w:/.=-]+$/.test(text) ? text : `"${text}"`;
}

function singleQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
