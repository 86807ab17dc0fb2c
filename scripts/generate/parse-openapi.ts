// The parts of an OpenAPI 3.1 document that the reference pages show, and nothing else of it.
import { z } from "zod";

export type Schema = {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  example?: unknown;
  default?: unknown;
  enum?: unknown[] | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | Schema | undefined;
  items?: Schema | undefined;
  oneOf?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  discriminator?: { propertyName: string } | undefined;
};

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    example: z.unknown().optional(),
    default: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
    items: Schema.optional(),
    oneOf: z.array(Schema).optional(),
    anyOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    discriminator: z.object({ propertyName: z.string() }).optional(),
  }),
);

const Content = z.record(z.string(), z.object({ schema: Schema.optional() }));

const Parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: Schema.default({}),
});
export type Parameter = z.infer<typeof Parameter>;

const Operation = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]).rest(z.string()),
  summary: z.string().min(1),
  description: z.string().min(1),
  security: z.array(z.unknown()).default([]),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content.default({}) })),
});

const Document = z.object({
  servers: z.array(z.object({ url: z.string() })).min(1),
  components: z.object({ schemas: z.record(z.string(), Schema).default({}) }),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "put", "post", "patch", "delete"]), Operation)),
});

export type Schemas = Record<string, Schema>;
export type Operation = z.infer<typeof Operation> & { method: string; path: string };
export type Reference = { server: string; schemas: Schemas; operations: Operation[] };

/** Operations with a key first, as listed, then those without. Throws an error that names those without summary, description or tag. */
export function parseOpenApi(document: unknown): Reference {
  const { success, data, error } = Document.safeParse(document);
  if (!success) throw new Error(`The OpenAPI document cannot be shown.\n${z.prettifyError(error)}`);
  const { servers, components, paths } = data;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
  const isOpen = (operation: Operation) => operation.security.length === 0;
  return {
    server: servers[0]?.url ?? "",
    schemas: components.schemas,
    operations: [...operations.filter((operation) => !isOpen(operation)), ...operations.filter(isOpen)],
  };
}

/** Follows a schema's `$ref` and joins its `allOf`. Throws when the document does not hold what it names. */
export function resolveSchema(schema: Schema, schemas: Schemas): Schema {
  if (schema.allOf) return joinSchemas(schema, schemas);
  if (schema.$ref === undefined) return schema;
  const target = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (!target) throw new Error(`The OpenAPI document holds no ${schema.$ref}.`);
  return resolveSchema({ ...target, ...(schema.description !== undefined && { description: schema.description }) }, schemas);
}

function joinSchemas({ allOf = [], ...own }: Schema, schemas: Schemas): Schema {
  const joined: Schema = {};
  for (const part of [...allOf, own]) {
    const { properties, required = [], ...rest } = resolveSchema(part, schemas);
    Object.assign(joined, rest, {
      properties: { ...joined.properties, ...properties },
      required: [...(joined.required ?? []), ...required],
    });
  }
  return joined;
}
