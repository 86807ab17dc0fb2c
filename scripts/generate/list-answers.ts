// The successful answers of an operation, and what is inside them.
import { type Operation, resolveSchema, type Schema, type Schemas } from "./parse-openapi.ts";

export type Answer = { status: string; description: string; type: string; schema: Schema };

/** One for each status below 400 and media type. */
export function listAnswers({ responses }: Operation): Answer[] {
  return Object.entries(responses)
    .filter(([status]) => status < "400")
    .flatMap(([status, { description, content }]) => {
      const types = Object.entries(content);
      if (types.length === 0) return [{ status, description, type: "", schema: {} }];
      return types.map(([type, { schema = {} }]) => ({ status, description, type, schema }));
    });
}

/** Most answers are `{"data": …}`: what matters is inside. */
export function unwrap(given: Schema, schemas: Schemas): { data: Schema; isWrapped: boolean } {
  const schema = resolveSchema(given, schemas);
  const names = Object.keys(schema.properties ?? {});
  const inner = schema.properties?.data;
  return inner && names.length === 1
    ? { data: resolveSchema(inner, schemas), isWrapped: true }
    : { data: schema, isWrapped: false };
}

export type Variant = { tag: string; values: unknown[]; schema: Schema };

/** Those of a union that a member tells apart; empty for anything else. */
export function listVariants(schema: Schema, schemas: Schemas): Variant[] {
  const tag = schema.discriminator?.propertyName;
  if (tag === undefined) return [];
  return (schema.oneOf ?? []).map((given) => {
    const variant = resolveSchema(given, schemas);
    return { tag, values: variant.properties?.[tag]?.enum ?? [], schema: variant };
  });
}
