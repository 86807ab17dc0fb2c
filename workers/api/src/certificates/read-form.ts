import { ApiError } from "@attestry/certificate/api-error";

/** A form's one file and its other fields. Throws VALIDATION_ERROR for a form that has no file, or another than one, or a field twice. */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string) {
  const form = await parseForm(bytes, contentType);
  const fields: Record<string, string> = {};
  let file: { bytes: Uint8Array; charset: string | null } | null = null;
  for (const [name, value] of form) {
    if (name === "file" && typeof value !== "string") {
      if (file) throw invalid("file", "must be one file");
      file = { bytes: new Uint8Array(await value.arrayBuffer()), charset: /charset="?([^";\s]+)/i.exec(value.type)?.[1] ?? null };
    } else if (typeof value !== "string" || Object.hasOwn(fields, name)) {
      throw invalid(name.slice(0, 200), typeof value === "string" ? "is given twice" : "is not a known file");
    } else fields[name] = value;
  }
  if (!file) throw invalid("file", "is required");
  return { file, fields };
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
