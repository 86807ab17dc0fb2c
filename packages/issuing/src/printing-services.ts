import type { FontLibrary } from "@attestry/render/font-library";
import type { CompiledTemplates } from "./compiled-templates.ts";

/** The part of a bucket that printing needs. */
export type PrintingBucket = {
  get(name: string): Promise<{
    arrayBuffer(): Promise<ArrayBuffer>;
    httpMetadata?: { contentType?: string | undefined } | undefined;
  } | null>;
  put(name: string, bytes: Uint8Array): Promise<unknown>;
};

/** What printing needs of its surroundings: no database, no key. */
export type PrintingServices = {
  files: { sandbox: PrintingBucket; live: PrintingBucket };
  fonts: () => Promise<FontLibrary>;
  compiledTemplates: CompiledTemplates;
};
