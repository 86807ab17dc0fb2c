import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalizeJson } from "@attestry/certificate/canonical-json";
import { CertificateDocument, hashDocument } from "@attestry/certificate/certificate-document";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../../paths.ts";

const guide = readFileSync(`${projectRoot}/docs/certificate-hash.md`, "utf8");

function blocks(language: string): string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\n\`\`\``, "g"))].map(([, code = ""]) => code);
}

const [documentText = ""] = blocks("json");
const document = CertificateDocument.parse(JSON.parse(documentText));
const { text, hash } = hashDocument(document);
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "certificate-hash-"));
  writeFileSync(join(folder, "document.json"), documentText);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the worked example is what the code computes", () => {
  expect(blocks("text")).toContain(text);
  expect(blocks("text")).toContain(hash);
  expect(guide).toContain(`one line of ${Buffer.byteLength(text)} bytes`);
});

test("the document's table names its members, all of them", () => {
  const named = [...guide.matchAll(/^\| `(\w+)` *\|/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(CertificateDocument.shape));
});

test("the digests are those of their disclosures, and stand in the document", () => {
  const lines = blocks("text").flatMap((block) => [...block.matchAll(/^(\[.+\])\n([0-9a-f]{64})$/gm)]);
  const digests = lines.map(([, disclosure = "", digest = ""]) => {
    const parsed = z.tuple([z.string(), z.string(), z.json()]).parse(JSON.parse(disclosure));
    expect(canonicalizeJson(parsed)).toBe(disclosure);
    expect(sha256Hex(disclosure)).toBe(digest);
    return digest;
  });
  expect(digests.toSorted()).toEqual([document.recipientEmailDigest, ...document.privateDigests].toSorted());
});

test("the Node.js snippet prints the hash", () => {
  writeFileSync(join(folder, "hash.mjs"), blocks("js")[0] ?? "");
  expect(execFileSync(process.execPath, ["hash.mjs"], { cwd: folder, encoding: "utf8" }).trim()).toBe(hash);
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!hasPython).each(blocks("python"))("the Python snippet prints the hash: %#", (snippet) => {
  expect(runPython(snippet)).toBe(hash);
});

test.skipIf(!hasPython)("the second Python snippet is right where json.dumps is not", () => {
  const metadata = {
    "\u{1f600}": 1e-7,
    "\ufb33": 0.00001,
    tiny: -1.25e-9,
    small: 0.000001,
    half: 0.5,
    whole: 5,
    text: '\u2028\u007f\t\n"\\ë',
  };
  const rare = CertificateDocument.parse({ ...document, publicMetadata: metadata });
  writeFileSync(join(folder, "document.json"), JSON.stringify(rare).replace('"whole":5', '"whole":5.0'));
  expect(runPython(blocks("python")[1] ?? "")).toBe(hashDocument(rare).hash);
  expect(runPython(blocks("python")[0] ?? "")).not.toBe(hashDocument(rare).hash);
});

function runPython(snippet: string): string {
  writeFileSync(join(folder, "hash.py"), snippet);
  return execFileSync("python3", ["hash.py"], { cwd: folder, encoding: "utf8" }).trim();
}
