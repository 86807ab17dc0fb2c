import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

export const args = {
  file: { type: "positional", required: true, description: "The CSV file" },
  template: { type: "string", description: "The template's id; the default one, if not given" },
  env: { type: "string", default: "sandbox", valueHint: "sandbox|live", description: "The environment" },
  name: { type: "string", description: "The batch's name; the file's, if not given" },
  title: { type: "string", description: "The title of rows that have none" },
  mapping: {
    type: "string",
    description: 'What columns are for: JSON such as {"Teilnehmer":"recipientName"}, or a file with it',
  },
  charset: { type: "string", description: "The file's charset, such as windows-1250; found out, if not given" },
  "on-error": { type: "string", default: "refuse", valueHint: "refuse|skip", description: "What bad rows do" },
  "dry-run": { type: "boolean", description: "Only tell what would happen" },
  out: { type: "string", description: "The folder for results and archive; the file's, if not given" },
  yes: { type: "boolean", description: "Spend credits in live without asking" },
  "api-url": { type: "string", description: "The API's address; ATTESTRY_API_URL, or the stack on this machine" },
} as const;

export const Options = z.object({
  file: z.string().min(1),
  template: z.guid("must be a template's id").optional(),
  env: z.enum(["sandbox", "live"], "must be sandbox or live"),
  name: z.string().optional(),
  title: z.string().optional(),
  mapping: z.string().transform(readMapping).optional(),
  charset: z
    .string()
    .regex(/^[\w-]+$/, "must be a charset's name")
    .optional(),
  "on-error": z.enum(["refuse", "skip"], "must be refuse or skip"),
  "dry-run": z.boolean().default(false),
  out: z.string().optional(),
  yes: z.boolean().default(false),
  "api-url": z.url({ protocol: /^https?$/, error: "must be an address" }).optional(),
});
export type Options = z.infer<typeof Options>;

function readMapping(text: string): string {
  const file = fromHere(text);
  return !text.trimStart().startsWith("{") && existsSync(file) ? readFileSync(file, "utf8") : text;
}

/** A path as it was typed: npm runs scripts in the project's folder, wherever it was called. */
export function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
