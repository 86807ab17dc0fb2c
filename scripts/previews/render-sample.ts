// Renders in Node as the API Worker does, with fonts out of node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BuiltInTemplate } from "@attestry/render/built-in-template";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { type Fonts, fontFiles, loadFonts } from "@attestry/render/fonts";
import { type Rendering, renderCertificate } from "@attestry/render/render-certificate";
import { projectRoot } from "../paths.ts";
import { makeSampleContent } from "./make-sample-content.ts";
import { latin } from "./samples.ts";

let fonts: Promise<Fonts> | undefined;

export async function tryRender({ design }: BuiltInTemplate, content: CertificateContent): Promise<Rendering> {
  fonts ??= loadFonts(async (name) => readFont(name));
  return renderCertificate(design, content, await fonts);
}

/** The PDF. Throws with what the renderer refuses. */
export async function renderSample(template: BuiltInTemplate, content = makeSampleContent(template, latin)): Promise<Uint8Array> {
  const rendering = await tryRender(template, content);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.bytes;
}

function readFont(name: string): Uint8Array {
  const source = fontFiles.find((file) => file.name === name)?.source;
  if (!source) throw new Error(`No font file is called ${name}.`);
  return new Uint8Array(readFileSync(createRequire(`${projectRoot}/packages/render/package.json`).resolve(source)));
}
