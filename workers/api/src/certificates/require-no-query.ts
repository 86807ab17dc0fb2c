import { ApiError } from "@attestry/certificate/api-error";
import { toPath } from "@attestry/issuing/schema-issues";

/** Who asks for a dry run in the query of a JSON request, of one that knows none for example, would do in earnest what was to be tried. Throws VALIDATION_ERROR with each parameter's name. */
export function requireNoQuery(url: string): void {
  const query = [...new URL(url).searchParams];
  if (query.length === 0) return;
  const names = [...new Set(query.map(([name]) => toPath([name])))].slice(0, 100);
  const issues = names.map((path) => ({ path, message: "is not read: what a JSON request says belongs in its body" }));
  throw new ApiError("VALIDATION_ERROR", { message: "Request query is invalid.", issues });
}
