/** A page's words: without head, tags and entities, white space folded. */
export function readText(page: string): string {
  const body = page.slice(page.indexOf("<body"));
  const text = body
    .replace(/<[^>]*>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">");
  return text.replace(/&amp;/g, "&").replace(/\s+/g, " ");
}

export function readHeadline(page: string): string {
  return /<h1>([^<]*)<\/h1>/.exec(page)?.[1] ?? "";
}

export function readTitle(page: string): string {
  return /<title>([^<]*)<\/title>/.exec(page)?.[1] ?? "";
}

/** Every tag with its attributes, in order: what a browser builds the page of. */
export function readTags(page: string): string[] {
  return page.match(/<[^>]*>/g) ?? [];
}

/** A page of what was not found, without the offer of a receipt. */
export function withoutReceipt(page: string): string {
  return page.replace(/<section class="keep">[\s\S]*?<\/section>/, "");
}
