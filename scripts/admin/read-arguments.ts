import type { ArgsDef } from "citty";
import type { z } from "zod";
import { Refusal } from "./refusal.ts";

type Given = Record<string, unknown> & { _: string[] };

/** What was typed, parsed. Throws a Refusal with one sentence for each argument that is unknown or wrong. */
export function readArguments<Input>(known: ArgsDef, schema: z.ZodType<Input>, given: Given): Input {
  refuseUnknown(known, given);
  const result = schema.safeParse(Object.fromEntries(Object.keys(known).map((name) => [name, given[name]])));
  if (result.success) return result.data;
  const sentences = result.error.issues.map(({ path: [name], message }) => `${show(known, String(name))} ${message}.`);
  throw new Refusal([...new Set(sentences)].join("\n"));
}

/** citty passes over what it does not know, and a mistyped --expires would make a key that never ends. */
function refuseUnknown(known: ArgsDef, given: Given): void {
  const names = new Set(Object.keys(known).flatMap((name) => [name, toCamelCase(name)]));
  for (const name of Object.keys(given)) {
    if (name !== "_" && !names.has(name)) throw new Refusal(`There is no option --${name} here; --help lists those there are.`);
  }
  const positionals = Object.values(known).filter(({ type }) => type === "positional").length;
  const extra = given._[positionals];
  if (extra !== undefined) throw new Refusal(`"${extra}" is one word too many; put quotes round a value with spaces.`);
}

function toCamelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function show(known: ArgsDef, name: string): string {
  return known[name]?.type === "positional" ? `<${name}>` : `--${name}`;
}
