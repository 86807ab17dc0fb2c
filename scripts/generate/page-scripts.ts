// The public pages' scripts as the Worker serves them.
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { buildSync } from "esbuild";
import { projectRoot } from "../paths.ts";

const client = "workers/verify/client";

/** Path from the project's root → content. */
export function writePageScripts(): [string, string][] {
  return [writeScript("pages", readWithoutTypes("pages.ts")), writeScript("qr-reader", bundle("qr-reader.ts"))];
}

function writeScript(name: string, script: string): [string, string] {
  const variable = name === "pages" ? "pagesScript" : "qrReaderScript";
  const origin = `// Written by \`npm run generate\` out of ${client}/${name}.ts.`;
  return [`workers/verify/src/generated/${name}-script.ts`, `${origin}\nexport const ${variable} = ${JSON.stringify(script)};\n`];
}

/** The source without types and comments of its own lines: anyone may read what runs in their browser. What it imports is served as .js. */
function readWithoutTypes(file: string): string {
  const source = readFileSync(`${projectRoot}/${client}/${file}`, "utf8");
  const lines = stripTypeScriptTypes(source)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:\/\/|\/\*\*|\* |\*\/)/.test(line));
  return `${lines.join("\n")}\n`.replace(/(import\("\.\/[a-z-]+)\.ts"\)/g, '$1.js")');
}

function bundle(file: string): string {
  const entry = `${projectRoot}/${client}/${file}`;
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    legalComments: "inline",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}
