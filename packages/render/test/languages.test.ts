import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { otherLanguages } from "../src/built-in-templates/phrases.ts";
import { builtInTemplates } from "../src/built-in-templates.ts";
import { chooseLanguage } from "../src/choose-language.ts";
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

  test("that the design does not speak is the design's own, dates and all, and the file says so", async () => {
    expect(await read("ar")).toBe("Issued 22 November 2025");
    const bytes = await mustRender(design, makeContent({ locale: "zu" }), library);
    expect(Buffer.from(bytes).toString("latin1")).toContain("/Lang (en)");
  });

  test("finds Chinese by the script of the region", () => {
    const spoken = makeDesign(makeText("x", { variants: { "zh-Hant": "y", zh: "z" } }));
    const chosen = ["zh-TW", "zh-HK", "zh-Hant", "zh-CN", "zh-Hans", "zh"].map((locale) => chooseLanguage(spoken, locale));
    expect(chosen).toEqual(["zh-Hant", "zh-Hant", "zh-Hant", "zh", "zh", "zh"]);
    expect(chooseLanguage(makeDesign(makeText("x", { variants: { zh: "z" } })), "zh-TW")).toBe("en");
  });
});

test("a date does not depend on the language of the machine, even in a language that nobody knows", () => {
  const script =
    'const { formatDate } = await import("./packages/render/src/format-date.ts"); console.log(formatDate("2026-05-10", "zz"))';
  const run = (LANG: string) =>
    spawnSync("node", ["--input-type=module", "-e", script], { env: { ...process.env, LANG, LC_ALL: LANG } });
  expect([run("de_DE.UTF-8"), run("en_US.UTF-8")].map(({ stdout }) => String(stdout).trim())).toEqual([
    "10 May 2026",
    "10 May 2026",
  ]);
});
