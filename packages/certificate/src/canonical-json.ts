// The JSON Canonicalization Scheme (RFC 8785). It must never accept what has no canonical form.
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The canonical text of a JSON value: members sorted by UTF-16 code units (§3.2.3), ECMAScript's numbers (§3.2.2.3) and
 * strings (§3.2.2.2), no white space. Throws a TypeError for NaN, infinities, lone surrogates and what is not JSON.
 */
export function canonicalizeJson(value: Json): string {
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number" && !Number.isFinite(value))
    throw new TypeError("A number must be finite to have a canonical form.");
  if (value === null || typeof value === "number" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalizeJson).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value);
  throw new TypeError(`A ${typeof value} has no canonical form.`);
}

function canonicalObject(value: { [key: string]: Json }): string {
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${canonicalString(key)}:${canonicalizeJson(member)}`).join(",")}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("A string with a lone surrogate has no canonical form.");
  return JSON.stringify(text);
}
