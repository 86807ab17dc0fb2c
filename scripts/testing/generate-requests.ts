// Requests made out of the OpenAPI document: right ones, nearly right ones and nonsense, repeatable by their seed.
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { z } from "zod";
import { projectRoot } from "../paths.ts";

export type GeneratedRequest = { method: string; path: string; headers: Record<string, string>; body: string | undefined };

const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  example: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
});

const Parameter = z.object({ name: z.string(), in: z.enum(["path", "query", "header"]), schema: z.unknown() });

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(Parameter).default([]),
        requestBody: z
          .object({ content: z.record(z.string(), z.object({ schema: z.object({ $ref: z.string().optional() }) })) })
          .optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const hostileTexts = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e",
  "A".repeat(20_000),
  "%00",
  "../../etc/passwd",
  "'; drop table attestry.certificates; --",
  "{{recipientName}}",
  "<script>alert(1)</script>",
  ") Tj ET",
  "%%EOF",
  "👩‍👩‍👧",
  "ﷺ",
  "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
  "1e400",
  "-0",
  "2026-02-30T00:00:00Z",
  "99999-01-01T00:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "__proto__",
  "constructor",
];

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.double(),
  fc.bigInt().map((value) => Number(value)),
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    [[[[]]]],
    { a: { a: { a: { a: { a: { a: 1 } } } } } },
    Number.MAX_SAFE_INTEGER + 1,
  ),
  fc.jsonValue({ maxDepth: 6 }),
  fc.dictionary(fc.string({ unit: "binary", maxLength: 80 }), fc.jsonValue(), { maxKeys: 8 }),
);

/** A value of the schema's kind most of the time. */
function arbitraryValue(schema: unknown): fc.Arbitrary<unknown> {
  const { type, properties, required, example, enum: choices, pattern } = Schema.catch({ required: [] }).parse(schema);
  const kinds = [type].flat();
  const right: fc.Arbitrary<unknown>[] = [];
  if (pattern !== undefined) right.push(fc.stringMatching(new RegExp(pattern)));
  else if (example !== undefined) right.push(fc.constant(example));
  if (choices) right.push(fc.constantFrom(...choices));
  if (kinds.includes("null")) right.push(fc.constant(null));
  if (properties) right.push(objectOf(properties, required));
  else if (kinds.includes("object")) right.push(fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue(), { maxKeys: 5 }));
  if (kinds.includes("string") && example === undefined) right.push(fc.string({ unit: "grapheme", maxLength: 40 }));
  if (kinds.includes("integer") || kinds.includes("number")) right.push(fc.integer({ min: -5, max: 200 }));
  return right.length === 0 ? junk : fc.oneof({ weight: 19, arbitrary: fc.oneof(...right) }, { weight: 1, arbitrary: junk });
}

function sometimesMissing<Value>(arbitrary: fc.Arbitrary<Value>, percentMissing: number): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 100 - percentMissing, arbitrary }, { weight: percentMissing, arbitrary: fc.constant(undefined) });
}

function objectOf(properties: Record<string, unknown>, required: string[]): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      return [name, sometimesMissing(arbitraryValue(schema), required.includes(name) ? 4 : 30)];
    }),
  );
  return fc.record(members).chain((whole) =>
    sometimesMissing(fc.tuple(fc.string({ unit: "binary", maxLength: 20 }), junk), 90).map((extra) => {
      const present = Object.entries(whole).filter(([, value]) => value !== undefined);
      return Object.fromEntries(extra ? [...present, extra] : present);
    }),
  );
}

/** What exists, by the name of the path's parameter; `other` for those that are not named, `deleted` for what may be deleted. */
export type KnownIds = { other: string[]; deleted: string[] } & Record<string, string[]>;

/** One request to any operation of the document. */
export function arbitraryRequest(ids: KnownIds): fc.Arbitrary<GeneratedRequest> {
  const document = Document.parse(JSON.parse(readFileSync(`${projectRoot}/docs/openapi.json`, "utf8")));
  const requests = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters, requestBody }]) => {
      const contents = Object.entries(requestBody?.content ?? {});
      const [type = "application/json", content] = contents[0] ?? [];
      // Where there may be a file too, the query is the file's.
      const said = contents.length > 1 ? parameters.filter((parameter) => parameter.in !== "query") : parameters;
      const values = fc.tuple(...said.map((parameter) => parameterOf(parameter, listKnown(method, parameter, ids))));
      return fc
        .tuple(values, content ? contentOf(content.schema.$ref, document.components.schemas) : fc.constant(undefined))
        .map(([found, body]) => toRequest(method, path, said, found, body && { type, text: body }));
    }),
  );
  return fc.oneof(...requests);
}

/** What is no JSON is a file. */
function contentOf(reference: string | undefined, schemas: Record<string, unknown>): fc.Arbitrary<string | undefined> {
  return reference === undefined
    ? fc.string({ unit: "binary", maxLength: 200 })
    : bodyOf(schemas[reference.split("/").at(-1) ?? ""]);
}

function bodyOf(schema: unknown): fc.Arbitrary<string | undefined> {
  const whole = arbitraryValue(schema).map((value) => JSON.stringify(value));
  const cut = fc.tuple(whole, fc.nat()).map(([text, at]) => text.slice(0, text.length === 0 ? 0 : at % text.length));
  return fc.oneof(
    { weight: 40, arbitrary: whole },
    { weight: 3, arbitrary: cut },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** Were all deleted, the other operations would find nothing. */
function listKnown(method: string, { name }: z.infer<typeof Parameter>, ids: KnownIds): string[] {
  return method === "delete" ? ids.deleted : (ids[name] ?? ids.other);
}

function parameterOf({ in: place, schema }: z.infer<typeof Parameter>, ids: string[]): fc.Arbitrary<string | undefined> {
  if (place === "path") {
    const { enum: choices } = Schema.catch({ required: [] }).parse(schema);
    const known = fc.constantFrom(...(choices?.map(String) ?? ids));
    const odd = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary", maxLength: 40 }));
    return fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: odd }).map((text) => encode(text));
  }
  const text = arbitraryValue(schema).map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  return sometimesMissing(place === "query" ? text.map(encode) : fc.stringMatching(/^[ -~]{0,40}$/), 60);
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 3000)) || "x";
}

function toRequest(
  method: string,
  path: string,
  parameters: z.infer<typeof Parameter>[],
  values: (string | undefined)[],
  body: { type: string; text: string } | undefined | "",
): GeneratedRequest {
  let filled = path;
  const query: string[] = [];
  const headers: Record<string, string> = {};
  for (const [index, { name, in: place }] of parameters.entries()) {
    const value = values[index];
    if (value === undefined) continue;
    if (place === "path") filled = filled.replace(`{${name}}`, value);
    else if (place === "query") query.push(`${name}=${value}`);
    else headers[name] = value;
  }
  if (body) headers["Content-Type"] = body.type;
  const full = query.length > 0 ? `${filled}?${query.join("&")}` : filled;
  return { method: method.toUpperCase(), path: full, headers, body: body ? body.text : undefined };
}
