// Draws a single certificate, template and all. Where many are drawn, the template must never be compiled for each.
import type { CertificateContent } from "./certificate-content.ts";
import { chooseLanguage } from "./choose-language.ts";
import { type Assets, compileTemplate } from "./compile-template.ts";
import type { Design } from "./design.ts";
import type { FontLibrary } from "./font-library.ts";
import { type Rendering, stampCertificate } from "./stamp-certificate.ts";

/** Compiles and stamps at once. `design` and `content` are trusted in shape, not in what their strings hold. */
export async function renderCertificate(
  design: Design,
  content: CertificateContent,
  library: FontLibrary,
  assets: Assets = new Map(),
): Promise<Rendering> {
  const { environment, issuerName, logo, locale } = content;
  const language = chooseLanguage(design, locale);
  const compilation = await compileTemplate({ design, environment, issuerName, logo, language, assets }, library);
  if (!compilation.ok) return compilation;
  return library.use(locale, (fonts) => stampCertificate(compilation.compiled, content, fonts));
}
