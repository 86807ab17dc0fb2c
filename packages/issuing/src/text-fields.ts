// The rules that every text of a request obeys, so that what is stored can be hashed, printed and read back.
import { z } from "zod";

// C0 and C1 controls, DEL, and the bidirectional overrides that make a name read as something it is not.
const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
// Nothing is seen of these, so two texts that look alike would have two hashes. U+200C and U+200D shape letters and may stay.
const invisibles = /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0]|\u034f|\u17b4|\u17b5/u;
const somethingToSee = /[\p{L}\p{N}\p{P}\p{S}]/u;
const controlsButLineBreaks = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

// Internationalized addresses (RFC 6531) are addresses too; quoted local parts and bare host names are not taken.
export const emailPattern = /^[^\s@"<>()[\],;:\\]{1,64}@(?:[\p{L}\p{N}\p{M}-]{1,63}\.)+[\p{L}\p{N}\p{M}-]{2,63}$/u;

/** One line of text, trimmed, of 1 to `maxLength` UTF-16 units, in well-formed Unicode that can be seen: no control characters, nothing invisible. */
export function line(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it holds half of a surrogate pair)")
    .refine((text) => !controls.test(text), "must not contain control characters")
    .refine((text) => !invisibles.test(text), "must not contain invisible characters")
    .refine((text) => text === "" || somethingToSee.test(text), "must contain something that can be seen");
}

/** Whether a text may stand anywhere in metadata: well-formed, no control characters but tab and line feed. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !controlsButLineBreaks.test(text);
}
