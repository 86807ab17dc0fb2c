import { ApiError } from "@attestry/certificate/api-error";

/** The refusal of a whole file: VALIDATION_ERROR with one issue, and the line where there is one. */
export function refuseFile(message: string, line?: number): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: [{ path: "", message, ...(line !== undefined && { line }) }] });
}
