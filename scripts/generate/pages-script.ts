import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { projectRoot } from "../paths.ts";

/** The public pages' script as the Worker serves it: its source without types and comments of its own lines. */
export function writePagesScript(): string {
  const source = readFileSync(`${projectRoot}/workers/verify/client/pages.ts`, "utf8");
  const lines = stripTypeScriptTypes(source)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:\/\/|\/\*\*|\* |\*\/)/.test(line));
  return `// Written by \`npm run generate\` out of workers/verify/client/pages.ts.\nexport const pagesScript = ${JSON.stringify(`${lines.join("\n")}\n`)};\n`;
}
