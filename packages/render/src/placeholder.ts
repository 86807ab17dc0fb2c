// What a placeholder in a design's text looks like. It must never match anything that could be run.

/** A placeholder, such as `{{recipientName}}`; its first group is the name. */
export const placeholder = /\{\{([^{}\s]{1,100})\}\}/g;

/** The names of all placeholders in a text. */
export function listPlaceholders(content: string): string[] {
  return [...content.matchAll(placeholder)].flatMap(([, name]) => name ?? []);
}
