// The hand-written pages, in the order of the navigation.
import { readdirSync, readFileSync } from "node:fs";
import { projectRoot } from "../paths.ts";
import type { Page } from "./page.ts";

const sourceDirectory = `${projectRoot}/docs/guides`;

const pathsByGroup = {
  "Get started": ["index", "authentication", "errors", "idempotency", "rate-limits"],
  Guides: [
    "certificates",
    "verification-pages",
    "bulk",
    "templates",
    "pdf-links",
    "pdf",
    "webhooks",
    "certificate-hash",
    "limits",
  ],
};

/** Throws when a page is listed but not written, written but not listed, or has no heading and first paragraph. */
export function listGuides(): Page[] {
  const listed = Object.values(pathsByGroup).flat();
  for (const file of readdirSync(sourceDirectory)) {
    if (!listed.includes(file.replace(/\.md$/, ""))) throw new Error(`docs/guides/${file} is not listed in list-guides.ts.`);
  }
  return Object.entries(pathsByGroup).flatMap(([group, paths]) => paths.map((path) => readGuide(group, path)));
}

function readGuide(group: string, path: string): Page {
  const file = path === "certificate-hash" ? `${projectRoot}/docs/certificate-hash.md` : `${sourceDirectory}/${path}.md`;
  const markdown = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  const [, title, paragraph] = /^# (.+)\n\n((?:[^\n]+\n)+)/.exec(markdown) ?? [];
  if (title === undefined || paragraph === undefined) throw new Error(`${file} does not begin with a heading and a paragraph.`);
  const summary = paragraph.trim().replaceAll("\n", " ");
  return { path, group, label: path === "index" ? "Introduction" : title, title, summary, markdown };
}
