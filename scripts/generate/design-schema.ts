// The JSON Schema (draft 2020-12) of a template's design, taken from the schema that the API itself parses designs with.
import { Design } from "@attestry/render/design";
import { z } from "zod";

/** Where it is served, below the API's address and the documentation's. */
export const designSchemaPath = "schemas/template-design.json";

const title = "Attestry template design";
const description =
  "What a certificate looks like. Units are points (1/72 inch), from the top left corner of the page. Which placeholders a text may hold " +
  "depends on the template's metadata schema and is checked when the template is created.";

export function writeDesignSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(Design, { target: "draft-2020-12", io: "input" });
  const document = { $schema, $id: `https://docs.attestry.example/${designSchemaPath}`, title, description, ...schema };
  return `${JSON.stringify(document, null, 2)}\n`;
}
