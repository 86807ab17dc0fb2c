// A successful answer as Markdown: what it means and the fields it has, variant by variant.
import { describeFields } from "./describe-fields.ts";
import { type Answer, listVariants, unwrap, type Variant } from "./list-answers.ts";
import type { Schema, Schemas } from "./parse-openapi.ts";

export function describeAnswer({ status, description, type, schema }: Answer, schemas: Schemas): string {
  const { data, isWrapped } = unwrap(schema, schemas);
  const heading = `## Answer ${status}\n\n${description}`;
  if (type !== "application/json") return `${heading}${type && ` The body is \`${type}\`.`}\n`;
  const variants = listVariants(data, schemas);
  const intro = isWrapped ? "In `data`:" : "The body:";
  if (variants.length === 0) return `${heading} ${intro}\n\n${describeFields(data, schemas, "always")}`;
  const parts = variants.map(({ tag, values, schema: variant }, index) => {
    const fields = index === 0 ? describeFields(variant, schemas, "always") : describeDifference(variants[0], variant, schemas);
    return `### When ${tag} is ${values.join(" or ")}\n\n${intro}\n\n${fields}`;
  });
  return `${heading}\n\n${parts.join("\n")}`;
}

/** What another variant has beside the first one's fields; those it has in common are only named. */
function describeDifference(first: Variant | undefined, variant: Variant["schema"], schemas: Schemas): string {
  const known = first?.schema.properties ?? {};
  const isKnown = ([name, field]: [string, Schema]) => JSON.stringify(field) === JSON.stringify(known[name]);
  const fields = Object.entries(variant.properties ?? {});
  const common = fields.filter(isKnown).map(([name]) => `\`${name}\``);
  const rest = Object.fromEntries(fields.filter((field) => !isKnown(field)));
  const named = common.length > 0 ? `As above: ${common.join(", ")}.\n` : "";
  return `${describeFields({ ...variant, properties: rest }, schemas, "always")}${named}`;
}
