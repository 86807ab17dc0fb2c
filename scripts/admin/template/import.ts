import { findDesignProblems } from "@attestry/issuing/check-design";
import { z } from "zod";
import { environment, slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { readGivenFile } from "../read-given-file.ts";
import { Refusal } from "../refusal.ts";
import { importTemplate, TemplateFile } from "../templates.ts";

export const importTemplateFile = defineAction({
  name: "template import",
  description: "Add a template, or a version of it when the file has its id and something changed",
  args: {
    file: { type: "positional", required: true, description: "The JSON file" },
    organization: { type: "string", required: true, description: "The organization's slug" },
    env: { type: "string", required: true, valueHint: "sandbox|live", description: "The environment" },
    default: { type: "boolean", description: "Issue with it when a request names no template" },
  },
  input: z.object({ file: z.string(), organization: slug, env: environment, default: z.boolean().default(false) }),
  run: async (sql, { file, organization, env, default: isDefault }) => {
    const template = parseTemplate(file);
    const owner = { organizationId: await getOrganizationId(sql, organization), environment: env };
    const { id, version } = await importTemplate(sql, { ...template, ...owner, isDefault });
    const hint = template.id ? "" : `\nPut "id": "${id}" into ${file}, so that importing it again changes this template.`;
    return {
      text: `${template.name} is version ${version} in the ${env} environment of ${organization}, id ${id}.${hint}`,
      data: { id, version, name: template.name, organization, environment: env, isDefault },
    };
  },
});

function parseTemplate(file: string): TemplateFile {
  const result = TemplateFile.safeParse(parseJson(file));
  const issues = result.success
    ? findDesignProblems(result.data.design, result.data.metadataSchema)
    : result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  if (result.success && issues.length === 0) return result.data;
  const lines = issues.map(({ path, message }) => `  ${path || "(the whole)"}: ${message}`);
  throw new Refusal(`${file} is no template:\n${lines.join("\n")}`);
}

function parseJson(file: string): unknown {
  const text = new TextDecoder().decode(readGivenFile(file));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${file} is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
}
