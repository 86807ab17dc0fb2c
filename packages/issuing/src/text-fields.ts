// The rules that every text of a request obeys, so that what is stored can be hashed, printed and read back.
import { z } from "zod";

// C0 and C1 controls, DEL, and the bidirectional overrides that make a name read as something it is not.
const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
const controlsButLineBreaks = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

/** One line of text, trimmed, of 1 to `maxLength` UTF-16 units, in well-formed Unicode without control characters. */
export function line(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it holds half of a surrogate pair)")
    .refine((text) => !controls.test(text), "must not contain control characters");
}

/** Whether a text may stand anywhere in metadata: well-formed, no control characters but tab and line feed. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !controlsButLineBreaks.test(text);
}
