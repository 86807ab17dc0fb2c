// An example value for a schema of the OpenAPI document: its own examples, put together.
import { resolveSchema, type Schema, type Schemas } from "./parse-openapi.ts";

type Siblings = Record<string, unknown>;

/** `set` fixes members by name, such as the discriminator of a union. Without an example a nullable value is null. */
export function buildExample(given: Schema, schemas: Schemas, set: Siblings = {}, siblings: Siblings = {}): unknown {
  const schema = resolveSchema(given, schemas);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  const [variant] = schema.oneOf ?? schema.anyOf ?? [];
  if (variant) return buildExample(variant, schemas, set);
  if (schema.enum) return chooseValue(schema.enum, siblings);
  if (schema.properties) return buildObject(schema, schemas, set);
  return buildPlainValue(schema, schemas);
}

function buildObject(schema: Schema, schemas: Schemas, set: Siblings): Siblings {
  const members: Siblings = {};
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    members[name] = Object.hasOwn(set, name) ? set[name] : buildExample(member, schemas, {}, members);
  }
  return members;
}

/** A word that a member before has already said, so that `certificateStatus` does not contradict `status`. */
function chooseValue(values: unknown[], siblings: Siblings): unknown {
  return values.find((value) => Object.values(siblings).includes(value)) ?? values[0];
}

function buildPlainValue(schema: Schema, schemas: Schemas): unknown {
  const types = [schema.type ?? "object"].flat();
  if (types.includes("null")) return null;
  switch (types[0]) {
    case "array":
      return schema.items ? [buildExample(schema.items, schemas)] : [];
    case "string":
      return "…";
    case "boolean":
      return true;
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    default:
      return {};
  }
}
