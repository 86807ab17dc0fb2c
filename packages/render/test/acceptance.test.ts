import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { builtInTemplates } from "../src/built-in-templates.ts";
import { hasPreflight, judgeAsFirstPart } from "./judge-archival.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign, makeText } from "./make-design.ts";
import { makePng } from "./make-png.ts";
import { mustRender } from "./must-render.ts";
import { hasTool, readAttachment, runReader, unpack } from "./read-pdf.ts";
import { names } from "./script-names.ts";

const library = createTestLibrary();

const document = '{"certificateId":"A-1","recipientName":"Zoë </script> ) Tj ET %%EOF","version":1}';
/** Every built-in template, and a page with a name of every script. */
const makeAll = () =>
  Promise.all([
    ...builtInTemplates.map(({ design }, index) =>
      mustRender(
        design,
        makeContent({
          document,
          environment: index % 2 === 0 ? "live" : "sandbox",
          logo: index === 0 ? { mediaType: "image/png", bytes: makePng(40, 20) } : null,
        }),
        library,
      ),
    ),
    mustRender(everyScript, makeContent({ document, publicFields: namedFields }), library),
  ]);

const namedFields = names.map(([label, value], index) => ({ key: `k${index}`, label, value }));
const everyScript = makeDesign(
  ...namedFields.map(({ key }, index) =>
    makeText(`{{public.${key}}}`, { y: 10 + index * 15, height: 15, size: 11, weight: index % 2 === 0 ? "regular" : "bold" }),
  ),
);

// Debian's build says so of every file with a colour profile.
const withoutIcc = "warning: ICC support is not available";

describe.skipIf(!hasTool("mutool", "mupdf-tools"))("MuPDF", () => {
  test("reads every template and every script without a warning", async () => {
    for (const bytes of await makeAll()) {
      const printed = runReader("mutool", ["draw", "-q", "-F", "png", "-o", "/dev/null", "-"], bytes);
      expect(printed.replace(withoutIcc, "")).toBe("");
    }
  });
});

describe.skipIf(!hasTool("gs", "ghostscript"))("Ghostscript", () => {
  test("reads every template and every script without a warning", async () => {
    for (const bytes of await makeAll()) {
      expect(runReader("gs", ["-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", "-"], bytes)).toBe("");
    }
  });
});

describe.skipIf(!hasTool("qpdf", "qpdf") || !hasTool("pdfinfo", "poppler-utils"))("qpdf and poppler", () => {
  test("find every template and every script sound", async () => {
    for (const bytes of await makeAll()) {
      expect(unpack(bytes)).toContain("%%EOF");
      expect(runReader("pdfinfo", ["-"], bytes)).toMatch(/^PDF version:\s+1\.7$/m);
    }
  });
});

describe.skipIf(!hasTool("pdfdetach", "poppler-utils"))("the attached record", () => {
  test("comes out as it went in, so that its SHA-256 is the certificate's hash", async () => {
    const hash = createHash("sha256").update(document).digest("hex");
    for (const bytes of await makeAll()) {
      const attached = readAttachment(bytes);
      expect(attached.toString("utf8")).toBe(document);
      expect(createHash("sha256").update(attached).digest("hex")).toBe(hash);
    }
  });
});

// What PDF/A-1 forbids and PDF/A-3 allows (ISO 19005-3 §6.8 and §6.2.10): files attached to a document, and transparency.
const allowedSince = /^(1\.4\.7|1\.2\.9|4\.1\.2|2\.2\.2) : .*(EmbeddedFile|ca entry|SMask|Soft)/i;

describe.skipIf(!hasPreflight())("the claim of PDF/A-3b", () => {
  test("is borne out by preflight, which finds nothing but attachment and transparency", async () => {
    for (const bytes of await makeAll()) {
      const findings = judgeAsFirstPart(bytes);
      expect(findings.filter((finding) => !allowedSince.test(finding))).toEqual([]);
      expect(findings.join("\n")).toContain("EmbeddedFile");
    }
  }, 60_000);

  test("would not be, were the output intent missing: preflight sees it", async () => {
    const [bytes = new Uint8Array()] = await makeAll();
    const broken = Buffer.from(bytes).toString("latin1").replace("/OutputIntents", "/OutputIntentz");
    const findings = judgeAsFirstPart(Buffer.from(broken, "latin1"));
    expect(findings.filter((finding) => !allowedSince.test(finding))).not.toEqual([]);
  }, 30_000);
});
