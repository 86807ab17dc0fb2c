import type { TextElement } from "../src/design.ts";
import type { FontLibrary } from "../src/font-library.ts";
import { renderCertificate } from "../src/render-certificate.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign, makeText } from "./make-design.ts";

const shared = createTestLibrary();

/** A page with nothing but a name; throws if it is refused. */
export async function renderName(
  recipientName: string,
  style: Partial<TextElement> = {},
  locale = "en",
  library: FontLibrary = shared,
): Promise<Uint8Array> {
  const design = makeDesign(makeText("{{recipientName}}", style));
  const rendering = await renderCertificate(design, makeContent({ recipientName, locale }), library);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.bytes;
}

/** The messages a name is refused with, none if it is drawn. */
export async function listProblems(recipientName: string): Promise<string[]> {
  const design = makeDesign(makeText("{{recipientName}}"));
  const rendering = await renderCertificate(design, makeContent({ recipientName }), shared);
  return rendering.ok ? [] : rendering.problems.map(({ message }) => message);
}
