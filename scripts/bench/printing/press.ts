// Prints one certificate after the other, as an isolate that is warm does.
import { compileTemplate } from "@attestry/render/compile-template";
import type { CompiledTemplate } from "@attestry/render/compiled-template";
import type { Design } from "@attestry/render/design";
import { stampCertificate } from "@attestry/render/stamp-certificate";
import { openFontLibrary } from "../../open-font-library.ts";
import { readDemoLogo } from "../../read-demo-logo.ts";
import { makeContent, type Vocabulary } from "./print-job.ts";

/** `print` returns the whole file, which begins with the template's bytes. */
export type Press = { print: () => Promise<Uint8Array>; compiled: CompiledTemplate };

/** Compiles the design; the press throws if a certificate cannot be printed. */
export async function startPress(design: Design, words: Vocabulary): Promise<Press> {
  const library = openFontLibrary();
  const logo = readDemoLogo();
  const { environment, issuerName, locale } = makeContent(0, words, logo);
  const compilation = await compileTemplate(
    { design, environment, issuerName, logo, language: locale, assets: new Map() },
    library,
  );
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
  const { compiled } = compilation;
  let number = 0;
  const print = async () => {
    const content = makeContent(++number, words, logo);
    const rendering = await library.use(locale, (fonts) => stampCertificate(compiled, content, fonts));
    if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
    return rendering.bytes;
  };
  return { print, compiled };
}
