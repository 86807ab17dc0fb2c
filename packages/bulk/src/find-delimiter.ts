export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** The delimiter that a first line outside of quotes has most of; a comma when it has none. */
export function findDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (const character of text.trimStart()) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === "\n" && !isQuoted) break;
    if (!isQuoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return delimiters.reduce((best, delimiter) => ((counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0) ? delimiter : best), ",");
}

/** Excel's first line that names the delimiter, such as `sep=;`: the delimiter and the line's length with its end; else null. */
export function findSeparatorLine(text: string): { delimiter: Delimiter; length: number } | null {
  const [line, , character] = /^("?)sep=([,;\t|])\1(?:\n|$)/i.exec(text) ?? [];
  const delimiter = delimiters.find((candidate) => candidate === character);
  return line === undefined || delimiter === undefined ? null : { delimiter, length: line.length };
}
