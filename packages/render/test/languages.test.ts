import { describe, expect, test } from "vitest";
import { otherLanguages } from "../src/built-in-templates/phrases.ts";
import { builtInTemplates } from "../src/built-in-templates.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign, makeText } from "./make-design.ts";
import { mustRender } from "./must-render.ts";
import { hasTool, readText } from "./read-pdf.ts";

const library = createTestLibrary();
const hasPoppler = hasTool("pdftotext", "poppler-utils");

describe.each(builtInTemplates)("$name", ({ design, metadataSchema }) => {
  test.each(["en", ...otherLanguages])("fits in %s", async (locale) => {
    const bytes = await mustRender(design, makeContent({ locale, environment: "sandbox" }), library);
    expect(bytes.length).toBeGreaterThan(10_000);
  });

  test("says everything in each of its languages: texts and public labels", () => {
    const english = (text: string) => /[A-Za-z]{3}/.test(text.replace(/\{\{.*?\}\}/g, ""));
    for (const element of design.elements) {
      if (element.type !== "text" || !english(element.content)) continue;
      expect(Object.keys(element.variants ?? {})).toEqual([...otherLanguages]);
    }
    for (const field of metadataSchema.fields.filter(({ visibility }) => visibility === "public")) {
      expect(Object.keys(field.labels ?? {})).toEqual([...otherLanguages]);
    }
  });
});

describe.skipIf(!hasPoppler)("a text with variants", () => {
  const design = makeDesign(
    makeText("Issued {{issuedOn}}", { variants: { ms: "Dikeluarkan {{issuedOn}}", de: "Ausgestellt {{issuedOn}}" } }),
  );
  const read = async (locale: string) => readText(await mustRender(design, makeContent({ locale }), library));

  test("is in the certificate's language, and so are its dates", async () => {
    expect(await read("ms")).toBe("Dikeluarkan 22 November 2025");
    expect(await read("de")).toBe("Ausgestellt 22. November 2025");
  });

  test("of a region is that of its language, and else the design's own", async () => {
    expect(await read("de-AT")).toBe("Ausgestellt 22. November 2025");
    expect(await read("en-US")).toBe("Issued November 22, 2025");
    expect(await read("en")).toBe("Issued 22 November 2025");
  });
});
