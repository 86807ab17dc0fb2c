import { ApiError, type ErrorCode } from "@attestry/certificate/api-error";
import { z } from "zod";

/** In lower case. What is no uuid names nothing, and is answered like one that nobody has: throws the code. */
export function requireUuid(text: string, code: ErrorCode): string {
  if (!z.guid().safeParse(text).success) throw new ApiError(code);
  return text.toLowerCase();
}
