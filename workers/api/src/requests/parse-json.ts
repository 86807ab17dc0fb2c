import { ApiError } from "@attestry/certificate/api-error";

const deepestNesting = 32;
const reservedName = "__proto__";

/** `broken` is no JSON in UTF-8; `unfit` is JSON that is not taken. `problem` follows the name of what was read. */
export type JsonReading = { kind: "value"; value: unknown } | { kind: "broken" | "unfit"; problem: string };

/** Reads JSON in strict UTF-8, nested 32 levels at most, without a member named `__proto__`. */
export function readJson(bytes: Uint8Array): JsonReading {
  const text = decode(bytes);
  if (text === null) return { kind: "broken", problem: "is not valid UTF-8" };
  // Before anything walks it: a parser's recursion must not be the caller's to exhaust.
  if (nestingOf(text) > deepestNesting) return { kind: "unfit", problem: `is nested deeper than ${deepestNesting} levels` };
  try {
    // Validators skip a member of that name without a word; here it is refused, since nothing that was sent may get lost.
    if (mayHaveReservedName(text) && hasMember(text, reservedName)) {
      return { kind: "unfit", problem: `has a member named "${reservedName}", which is a reserved name` };
    }
    return { kind: "value", value: JSON.parse(text) };
  } catch (error) {
    return { kind: "broken", problem: `is not valid JSON${placeOf(error, text)}` };
  }
}

/** As `readJson`. Throws VALIDATION_ERROR at `path` for what is broken or unfit. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const reading = readJson(bytes);
  if (reading.kind === "value") return reading.value;
  const message = path === "" ? `The body ${reading.problem}.` : reading.problem;
  throw new ApiError("VALIDATION_ERROR", { issues: [{ path, message }] });
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A name may be written with escapes. */
function mayHaveReservedName(text: string): boolean {
  return text.includes(reservedName) || text.includes("\\u");
}

function hasMember(json: string, name: string): boolean {
  let isFound = false;
  JSON.parse(json, (key, value) => {
    isFound ||= key === name;
    return value;
  });
  return isFound;
}

/** Where the parser gave up, if it tells; its own message quotes the body, which may be private. */
function placeOf(error: unknown, text: string): string {
  const reason = error instanceof Error ? error.message : "";
  if (/end of JSON input/i.test(reason)) return ": it ends too early";
  const [, position] = /position (\d+)/.exec(reason) ?? [];
  if (position === undefined) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return `: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInString) {
      if (character === "\\") i++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}
