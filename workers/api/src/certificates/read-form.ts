import { ApiError } from "@attestry/certificate/api-error";
import { toPath } from "@attestry/issuing/schema-issues";

/** A form's one file and its other fields. Throws VALIDATION_ERROR for a form that has no file, or another than one. */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string) {
  const form = await parseForm(bytes, contentType);
  const fields: [string, string][] = [];
  let file: { bytes: Uint8Array; charset: string | null } | null = null;
  for (const [name, value] of form) {
    if (typeof value === "string") fields.push([name, value]);
    else if (name !== "file") throw invalid(toPath([name]), "is not a known file");
    else if (file) throw invalid("file", "must be one file");
    else file = { bytes: new Uint8Array(await value.arrayBuffer()), charset: findCharset(value.type) };
  }
  if (!file) throw invalid("file", "is required");
  return { file, fields };
}

/** In lower case. */
export function findCharset(contentType: string): string | null {
  return /;\s*charset="?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
  } catch {
    throw invalid("", "The body is not a form as multipart/form-data has it.");
  }
}

function invalid(path: string, message: string): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: [{ path, message }] });
}
