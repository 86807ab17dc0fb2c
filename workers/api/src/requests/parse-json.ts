import { ApiError } from "@attestry/certificate/api-error";

const deepestNesting = 32;

/** Parses JSON in strict UTF-8, nested 32 levels at most, without a member named `__proto__`. Throws VALIDATION_ERROR at `path`. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const text = decode(bytes, path);
  // Before anything walks it: a parser's recursion must not be the caller's to exhaust.
  if (nestingOf(text) > deepestNesting) throw invalid(path, `is nested deeper than ${deepestNesting} levels`);
  try {
    return mayHaveReservedName(text) ? JSON.parse(text, refuseReservedName(path)) : JSON.parse(text);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw invalid(path, `is not valid JSON${placeOf(error, text)}`);
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalid(path, "is not valid UTF-8");
  }
}

/** A name may be written with escapes. */
function mayHaveReservedName(text: string): boolean {
  return text.includes("__proto__") || text.includes("\\u");
}

/** Validators skip a member of that name without a word; here it is refused, since nothing that was sent may get lost. */
function refuseReservedName(path: string) {
  return (key: string, value: unknown) => {
    if (key === "__proto__") throw invalid(path, 'has a member named "__proto__", which is a reserved name');
    return value;
  };
}

function invalid(path: string, problem: string): ApiError {
  const message = path === "" ? `The body ${problem}.` : problem;
  return new ApiError("VALIDATION_ERROR", { issues: [{ path, message }] });
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
