import { ApiError } from "@attestry/certificate/api-error";
import { toPath } from "@attestry/issuing/schema-issues";

const mostFields = 20;

/** Fields by name. Throws VALIDATION_ERROR with `message` for one that is given twice, since only one would count, and for more than 20. */
export function collectFields(entries: [string, string][], message: string): Record<string, string> {
  const refuse = (path: string, problem: string) =>
    new ApiError("VALIDATION_ERROR", { message, issues: [{ path, message: problem }] });
  const fields = new Map<string, string>();
  for (const [name, value] of entries) {
    if (fields.has(name)) throw refuse(toPath([name]), "is given twice");
    if (fields.size === mostFields) throw refuse("", `There may be at most ${mostFields} fields.`);
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
