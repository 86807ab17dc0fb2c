import type { CertificateContent } from "@attestry/render/certificate-content";
import { Design, type DesignElement } from "@attestry/render/design";
import { renderCertificate } from "@attestry/render/render-certificate";
import { expect, test } from "vitest";
import { names } from "../../../packages/render/test/script-names.ts";
import { openFontLibrary } from "../../open-font-library.ts";
import { requireGolden } from "../../testing/require-golden.ts";
import { drawSample } from "../draw-sample.ts";

const library = openFontLibrary();

const text: DesignElement = {
  type: "text",
  content: "{{recipientName}}",
  x: 12,
  y: 10,
  width: 256,
  height: 80,
  verticalAlign: "middle",
  family: "serif",
  weight: "regular",
  size: 26,
  minSize: 12,
  maxLines: 2,
  align: "left",
  colour: "#1e2130",
};

/** The name in the serif face, and small and bold in the other. */
const design = Design.parse({
  page: { size: { width: 420, height: 100 } },
  elements: [
    { type: "rectangle", x: 0, y: 0, width: 420, height: 100, fill: "#ffffff" },
    text,
    { ...text, x: 280, width: 128, family: "sans", weight: "bold", size: 15, minSize: 8 },
  ],
});

const content: CertificateContent = {
  certificateId: "SPECIMEN",
  environment: "live",
  recipientName: "",
  title: "Specimen",
  issuerName: "Specimen",
  issuedAt: "2026-05-10T08:00:00.000Z",
  expiresAt: null,
  certificateHash: "ab".repeat(32),
  verificationUrl: "https://verify.attestry.example/SPECIMEN",
  document: "{}",
  publicFields: [],
  locale: "en",
  logo: null,
};

test.each(names)("%s looks as approved", async (script, recipientName, locale = "en") => {
  const rendering = await renderCertificate(design, { ...content, recipientName, locale }, library);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  requireGolden(`script-${toFileName(script)}`, await drawSample(rendering.bytes, 600));
});

test("every script has a picture of its own", () => {
  expect(new Set(names.map(([script]) => toFileName(script))).size).toBe(names.length);
});

function toFileName(script: string): string {
  return script.toLowerCase().replace(/[^a-z]+/g, "-");
}
