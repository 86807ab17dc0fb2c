// Compiled templates between isolates, in the bucket of their environment. It must never be needed: what fails here is done without it.
import { canonicalizeJson } from "@attestry/certificate/canonical-json";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import type { CompiledTemplate } from "@attestry/render/compiled-template";
import { packCompiled, unpackCompiled } from "@attestry/render/pack-compiled";
import { compiledFileName } from "./file-name.ts";
import type { PrintedTemplate } from "./print-certificate.ts";
import type { PrintedContent } from "./printed-content.ts";
import type { PrintingServices } from "./printing-services.ts";

/** To be counted up when compilations of before would be wrong; those that cannot be read are made anew in any case. */
const format = 1;

/** Where a compilation is kept: `key` is the hash of all that it was made from. */
export type Place = { environment: PrintedTemplate["environment"]; key: string; fileName: string };

/** Null for what must not be kept. */
export function nameCompiled(template: PrintedTemplate, content: PrintedContent): Place | null {
  const { organizationId, environment, versionId, logoSha256 } = template;
  if (versionId === null) return null;
  const { issuerName, locale } = content;
  const key = sha256Hex(
    canonicalizeJson({ format, issuerName, locale, logoSha256, markedAs: content.environment, organizationId, versionId }),
  );
  return { environment, key, fileName: compiledFileName(organizationId, key) };
}

/** From this isolate, else from the bucket. */
export async function findCompiled(services: PrintingServices, place: Place): Promise<CompiledTemplate | null> {
  const held = services.compiledTemplates.find(place.key);
  if (held) return held;
  const stored = await readCompiled(services, place).catch(() => null);
  if (stored) services.compiledTemplates.keep(place.key, stored);
  return stored;
}

/** Keeps it in this isolate and in the bucket. */
export async function keepCompiled(services: PrintingServices, place: Place, compiled: CompiledTemplate): Promise<void> {
  services.compiledTemplates.keep(place.key, compiled);
  await services.files[place.environment].put(place.fileName, packCompiled(compiled)).catch(() => null);
}

async function readCompiled(services: PrintingServices, { environment, fileName }: Place): Promise<CompiledTemplate | null> {
  const file = await services.files[environment].get(fileName);
  return file ? unpackCompiled(new Uint8Array(await file.arrayBuffer())) : null;
}
