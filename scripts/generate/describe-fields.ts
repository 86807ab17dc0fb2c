// Turns schemas into Markdown lists: one item a field, with its type, whether it is required, its limits and its default.
import { resolveSchema, type Schema, type Schemas } from "./parse-openapi.ts";

/** The fields of an object, nullable or not, or of an array's items; empty for anything else. Nested objects are nested lists. */
export function describeFields(given: Schema, schemas: Schemas, mark: "required" | "always", indent = ""): string {
  const schema = resolveSchema(given, schemas);
  if (schema.items) return describeFields(schema.items, schemas, mark, indent);
  const variants = (schema.oneOf ?? schema.anyOf ?? []).filter(({ type }) => type !== "null");
  if (variants[0] && variants.length === 1) return describeFields(variants[0], schemas, mark, indent);
  const required = new Set(schema.required);
  const items = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const item = writeItem(name, resolveSchema(field, schemas), schemas, toMark(mark, required.has(name)), indent, []);
    return item + describeFields(field, schemas, mark, `${indent}  `);
  });
  return items.join("");
}

/** A parameter: one list item, with its example, which no body shows. */
export function describeParameter(name: string, schema: Schema, schemas: Schemas, isRequired: boolean): string {
  const example = schema.example === undefined ? [] : [`Example: \`${schema.example}\`.`];
  return writeItem(name, schema, schemas, isRequired ? " **required**" : "", "", example);
}

function writeItem(name: string, schema: Schema, schemas: Schemas, mark: string, indent: string, more: string[]): string {
  const details = [toSentence(schema.description), ...listLimits(schema, schemas), ...more].filter(Boolean).join(" ");
  const head = `${indent}- \`${name}\` *${nameType(schema, schemas)}*${mark}\n`;
  return details ? `${head}\n${indent}  ${details}\n\n` : `${head}\n`;
}

/** A request says what must be sent, an answer what may be missing. */
function toMark(mark: "required" | "always", isRequired: boolean): string {
  if (mark === "required") return isRequired ? " **required**" : "";
  return isRequired ? "" : " **not always**";
}

function nameType(schema: Schema, schemas: Schemas): string {
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) return [...new Set(variants.map((variant) => nameType(resolveSchema(variant, schemas), schemas)))].join(" or ");
  const types = [schema.type ?? (schema.properties ? "object" : "any value")].flat();
  return types.map((type) => (type === "array" ? nameArray(schema, schemas) : nameFormat(type, schema.format))).join(" or ");
}

function nameArray(schema: Schema, schemas: Schemas): string {
  return schema.items ? `array of ${nameType(resolveSchema(schema.items, schemas), schemas)}s` : "empty array";
}

function nameFormat(type: string, format: string | undefined): string {
  if (type !== "string" || format === undefined) return type;
  const nameByFormat: Record<string, string> = { "date-time": "date and time", uri: "URL", binary: "bytes" };
  return nameByFormat[format] ?? format;
}

function listLimits(schema: Schema, schemas: Schemas): string[] {
  const items = schema.items ? resolveSchema(schema.items, schemas) : undefined;
  return [
    listValues(schema.enum ?? items?.enum),
    range(schema.minLength, schema.maxLength, "character"),
    range(schema.minItems, schema.maxItems, "item"),
    range(schema.minimum, schema.maximum, ""),
    schema.pattern === undefined ? "" : `Matches \`${schema.pattern}\`.`,
    schema.default === undefined ? "" : `Default: \`${JSON.stringify(schema.default)}\`.`,
  ];
}

function listValues(values: unknown[] | undefined): string {
  if (!values) return "";
  const named = values.map((value) => `\`${value}\``);
  return named.length === 1 ? `Always ${named[0]}.` : `One of ${named.join(", ")}.`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  const counted = (count: number) =>
    [count.toLocaleString("en"), unit && unit + (count === 1 ? "" : "s")].filter(Boolean).join(" ");
  if (least !== undefined && most !== undefined) return `${least.toLocaleString("en")} to ${counted(most)}.`;
  if (most !== undefined) return `At most ${counted(most)}.`;
  return least === undefined ? "" : `At least ${counted(least)}.`;
}

function toSentence(text = ""): string {
  return text === "" || /[.!?:]$/.test(text) ? text : `${text}.`;
}
