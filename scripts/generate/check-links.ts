// Finds links that lead nowhere, in what is about to be published.
import { posix } from "node:path";
import { isExternal } from "./render-markdown.ts";

/** Throws an error that names every relative link of every HTML and Markdown file whose file or anchor does not exist. */
export function checkLinks(site: Map<string, string>): void {
  const broken = [...site].flatMap(([file, content]) =>
    listLinks(file, content)
      .filter((link) => !isExternal(link) && !doesResolve(site, file, link))
      .map((link) => `${file} → ${link}`),
  );
  if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.join("\n")}`);
}

function listLinks(file: string, content: string): string[] {
  if (file.endsWith(".html")) return [...content.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link = ""]) => link);
  if (file.endsWith(".md") || file === "llms.txt") return [...content.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return [];
}

function doesResolve(site: Map<string, string>, file: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? file : posix.join(posix.dirname(file), path);
  const content = site.get(target);
  // A Markdown file's anchors are those of its HTML twin.
  const html = target.endsWith(".md") ? site.get(target.replace(/\.md$/, ".html")) : content;
  return content !== undefined && (anchor === undefined || (html ?? "").includes(` id="${anchor}"`));
}
