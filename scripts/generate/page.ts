// What every page of the documentation is before it becomes a file.
export type Page = {
  /** From the root of the site, without an extension: `index`, `reference/issue-certificate`. */
  path: string;
  group: string;
  /** As the navigation names it; an operation has its method beside it. */
  label: string;
  method?: string;
  /** The first heading and the first sentence, for the browser's tab and for llms.txt. */
  title: string;
  summary: string;
  /** Begins with the first heading. Links lead to `.md` files, relative to this page. */
  markdown: string;
  /** Stands beside the text where there is room, else below it. */
  examples?: string;
};

/** The page as one Markdown text: its twin. */
export function toTwin(page: Page): string {
  return page.examples === undefined ? page.markdown : `${page.markdown.trimEnd()}\n\n${page.examples}`;
}

/** How to get from one page's folder to a file of the site. */
export function relativePath(from: string, to: string): string {
  return "../".repeat(from.split("/").length - 1) + to;
}
