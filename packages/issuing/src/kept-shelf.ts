// Compiled templates between requests and between isolates. It must never be needed: what fails here is done without it.
import { canonicalizeJson } from "@attestry/certificate/canonical-json";
import type { Environment } from "@attestry/certificate/environment";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import type { CompiledTemplate } from "@attestry/render/compiled-template";
import { packCompiled, unpackCompiled } from "@attestry/render/pack-compiled";
import { compiledFileName } from "./file-name.ts";
import type { PrintingServices } from "./printing-services.ts";
import type { Shelf } from "./shelf.ts";

/** To be counted up when compilations of before would be wrong; those that cannot be read are made anew in any case. */
const format = 1;

/** All that compilations are made from, apart from their language. */
export type Origin = {
  organizationId: string;
  environment: Environment;
  versionId: string;
  issuerName: string;
  logoSha256: string | null;
};

/** The shelf of this isolate and of the environment's bucket. */
export function openKeptShelf(services: PrintingServices, origin: Origin): Shelf {
  const bucket = services.files[origin.environment];
  const keys = new Map<string, string>();
  const toKey = (language: string) => {
    const key = keys.get(language) ?? sha256Hex(canonicalizeJson({ ...origin, format, language }));
    keys.set(language, key);
    return key;
  };
  const read = async (fileName: string): Promise<CompiledTemplate | null> => {
    const file = await bucket.get(fileName);
    return file ? unpackCompiled(new Uint8Array(await file.arrayBuffer())) : null;
  };
  return {
    async find(language) {
      const key = toKey(language);
      const held = services.compiledTemplates.find(key);
      if (held) return { ok: true, compiled: held };
      const stored = await read(compiledFileName(origin.organizationId, key)).catch((error: unknown) => warn("read", error));
      if (!stored) return null;
      services.compiledTemplates.keep(key, stored);
      return { ok: true, compiled: stored };
    },
    async keep(language, compilation) {
      if (!compilation.ok) return;
      const { compiled } = compilation;
      const key = toKey(language);
      services.compiledTemplates.keep(key, compiled);
      await bucket
        .put(compiledFileName(origin.organizationId, key), packCompiled(compiled))
        .catch((error: unknown) => warn("kept", error));
    },
  };
}

function warn(what: "read" | "kept", error: unknown): null {
  const message = `a compiled template could not be ${what}`;
  console.warn(
    JSON.stringify({
      level: "warn",
      message,
      error: error instanceof Error ? error.name : "unknown",
      time: new Date().toISOString(),
    }),
  );
  return null;
}
