// What is kept of a template between certificates. It must never hold anything of one certificate.
import { createHash, type Hash } from "node:crypto";
import { z } from "zod";
import { DesignElement } from "./design.ts";

const ObjectNumber = z.int().positive();
const Condition = z.string().max(100).optional();

/** What is left to decide for each certificate: a form that shows or not, or an element whose content differs. */
const Step = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("form"), name: z.string(), onlyIf: Condition, unless: Condition }),
  z.strictObject({ kind: z.literal("element"), path: z.string(), element: DesignElement }),
]);
export type Step = z.infer<typeof Step>;

/** Where a certificate's own parts go in the compiled file. Sizes are in points; `objects` are numbers of indirect objects. */
export const Slots = z.strictObject({
  page: z.strictObject({ width: z.number().positive(), height: z.number().positive() }),
  language: z.string(),
  steps: z.array(Step),
  isArchival: z.boolean(),
  /** The fonts that most certificates need, by their names in the catalogue. */
  usualFonts: z.array(z.string()),
  startXref: z.int().positive(),
  size: z.int().positive(),
  root: ObjectNumber,
  objects: z.strictObject({
    content: ObjectNumber,
    fonts: ObjectNumber,
    annotations: ObjectNumber,
    associatedFiles: ObjectNumber,
    names: ObjectNumber,
    information: ObjectNumber,
    metadata: ObjectNumber,
  }),
  /** The entries of the font dictionary that the fixed text needs, as they are written. */
  fontEntries: z.string(),
});
export type Slots = z.infer<typeof Slots>;

/** A complete PDF of all that does not change from certificate to certificate, and the state of SHA-256 after its bytes. */
export type CompiledTemplate = { bytes: Uint8Array; slots: Slots; digest: Hash };

/** Takes a compiled template's file and slots into use. */
export function openCompiled(bytes: Uint8Array, slots: Slots): CompiledTemplate {
  return { bytes, slots, digest: createHash("sha256").update(bytes) };
}
