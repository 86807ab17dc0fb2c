import type { CertificateContent } from "../src/certificate-content.ts";
import type { Design } from "../src/design.ts";
import type { FontLibrary } from "../src/font-library.ts";
import { renderCertificate } from "../src/render-certificate.ts";

/** Renders and returns the bytes; throws with the problems if there are any. */
export async function mustRender(design: Design, content: CertificateContent, fonts: FontLibrary): Promise<Uint8Array> {
  const rendering = await renderCertificate(design, content, fonts);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.bytes;
}

/** Renders and returns the problems; throws if there are none. */
export async function mustRefuse(
  design: Design,
  content: CertificateContent,
  fonts: FontLibrary,
): Promise<{ path: string; message: string }[]> {
  const rendering = await renderCertificate(design, content, fonts);
  if (rendering.ok) throw new Error("the certificate was drawn");
  return rendering.problems;
}
