import { expect, test } from "vitest";
import { fillPlaceholders, listPlaceholderValues } from "../src/fill-placeholders.ts";
import { fitText } from "../src/fit-text.ts";
import type { Line } from "../src/glyph-run.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeText } from "./make-design.ts";

const library = createTestLibrary();

/** The lines of a text in a box, and null if it does not fit. */
function layOut(text: string, changes: Parameters<typeof makeText>[1] = {}, locale = ""): Promise<Line[] | null> {
  const style = makeText("", changes);
  return library.use(locale, (fonts) => fitText(fonts, style, [text], style.width, style.height)?.lines ?? null);
}

const glyphsOf = async (text: string) => (await layOut(text))?.flatMap(({ runs }) => runs.flatMap((run) => run.glyphs)) ?? [];
const idsOf = async (text: string) => (await glyphsOf(text)).map((glyph) => glyph.id);
const facesOf = async (text: string, locale = "", changes = {}) =>
  (await layOut(text, changes, locale))?.flatMap(({ runs }) => runs.map((run) => run.face.name)) ?? [];
const textOf = (line: Line) => line.runs.map((run) => run.actualText ?? run.glyphs.map((glyph) => glyph.text).join("")).join("");

test("Arabic letters join, and letter spacing does not part them", async () => {
  const joined = await idsOf("محمد");
  const alone = await Promise.all([..."محمد"].map(idsOf));
  expect(joined).toHaveLength(4);
  for (const [id] of alone.slice(0, 3)) expect(joined).not.toContain(id);
  expect(await layOut("محمد علي", { letterSpacing: 0.3 })).toEqual(await layOut("محمد علي"));
});

test("a zero-width non-joiner parts Persian letters", async () => {
  expect(await idsOf("می‌خ")).not.toEqual(await idsOf("میخ"));
});

test("letter spacing parts a ligature and goes after every letter but the last", async () => {
  const [plain] = (await layOut("Office")) ?? [];
  const [spaced] = (await layOut("Office", { letterSpacing: 0.1 })) ?? [];
  expect(plain?.runs[0]?.glyphs.length).toBeLessThan(6);
  const extras = spaced?.runs[0]?.glyphs.map((glyph) => Math.round(glyph.extra)) ?? [];
  expect(extras).toHaveLength(6);
  expect(extras.slice(0, 5).every((extra) => extra > 60)).toBe(true);
  expect(extras[5]).toBe(0);
});

test("a Devanagari vowel sign goes before its consonant and ra above the next", async () => {
  const [ka, sign] = [await idsOf("क"), await idsOf("कि")];
  expect(sign).toHaveLength(2);
  expect(sign[1]).toBe(ka[0]);
  const reph = await idsOf("र्क");
  expect(reph[0]).toBe(ka[0]);
  expect(reph).toHaveLength(2);
});

test("Thai marks stand on their consonants, without a dotted circle", async () => {
  const circle = await library.use("", ({ getFace }) => {
    const face = getFace("NotoSansThai-Regular.ttf");
    return face.harfBuzz.findGlyph(face.font, 0x25cc);
  });
  const ids = await idsOf("น้ำที่ปู่");
  expect(ids).not.toContain(circle);
  expect(ids).not.toContain(0);
});

test("mixed directions are put in the order in which they are read, line by line", async () => {
  const [line] = (await layOut("Aina عائشة, PhD")) ?? [];
  expect(line && textOf(line)).toBe("Aina ةشئاع, PhD");
  const lines = (await layOut("שלום עולם Aina Rahman טוב", { width: 110, minSize: 24 })) ?? [];
  expect(lines.map(textOf)).toEqual(["םלוע םולש", "Aina", "Rahman", "בוט"]);
});

test("a value that runs to the left turns nothing round that stands beside it", async () => {
  const content = makeContent({ recipientName: "שלום", title: "12" });
  const paragraphs = fillPlaceholders("{{recipientName}} 3, {{title}}", listPlaceholderValues(content, content.locale));
  const [line] = (await layOut(paragraphs[0] ?? "")) ?? [];
  expect(line && textOf(line)).toBe("םולש 3, 12");
});

test("brackets are drawn in the face of what they enclose or follow, and turned where text runs to the left", async () => {
  expect(await facesOf("李明 (Li) ")).toEqual(["NotoSansSC-Regular", "NotoSerif-Regular", "NotoSansSC-Regular"]);
  const [open, close] = [(await idsOf("("))[0], (await idsOf(")"))[0]];
  expect((await idsOf("א(ב)")).filter((id) => id === open || id === close)).toHaveLength(0);
});

test("Han characters take the shapes of the locale, or else those the text tells", async () => {
  expect(await facesOf("直子", "ja")).toEqual(["NotoSansJP-Regular"]);
  expect(await facesOf("直子", "ko-KR")).toEqual(["NotoSansKR-Regular"]);
  for (const locale of ["zh-Hant", "zh-TW", "zh-HK"]) expect(await facesOf("直子", locale)).toEqual(["NotoSansTC-Regular"]);
  for (const locale of ["", "zh", "zh-CN", "zh-Hans-TW", "en"])
    expect(await facesOf("直子", locale)).toEqual(["NotoSansSC-Regular"]);
  expect(await facesOf("直子 さくら")).toEqual(["NotoSansJP-Regular"]);
  expect(await facesOf("金 민준")).toEqual(["NotoSansKR-Regular"]);
});

test("Urdu and Persian are set in Naskh whatever the family, Arabic in the family of the style", async () => {
  expect(await facesOf("محمد", "ur", { family: "sans" })).toEqual(["NotoNaskhArabic-Regular"]);
  expect(await facesOf("محمد", "fa-IR", { family: "sans" })).toEqual(["NotoNaskhArabic-Regular"]);
  expect(await facesOf("محمد", "ar", { family: "sans" })).toEqual(["NotoSansArabic-Regular"]);
  expect(await facesOf("محمد", "ar", { family: "serif" })).toEqual(["NotoNaskhArabic-Regular"]);
});

test("Thai breaks between words", async () => {
  const words = ["มหาวิทยาลัย", "เทคโนโลยี", "แห่ง", "ประเทศ", "ไทย"];
  const lines = (await layOut(words.join(""), { width: 120, minSize: 24 })) ?? [];
  expect(lines.length).toBeGreaterThan(1);
  const ends = new Set(words.map((_, index) => words.slice(0, index + 1).join("")));
  let text = "";
  for (const line of lines) {
    text += textOf(line);
    expect(ends).toContain(text);
  }
});

test("Chinese breaks between characters, but no line begins with a closing sign or ends with an opening one", async () => {
  const text = "中华人民共和国（北京大学）「计算机」科学与技术学院，优秀毕业生。";
  for (let width = 100; width < 400; width += 17) {
    const lines = ((await layOut(text, { width, height: 400, maxLines: 20, minSize: 24 })) ?? []).map(textOf);
    expect(lines.join("")).toBe(text);
    for (const line of lines) expect(line).not.toMatch(/^[）」，。]|[（「]$/);
  }
});

test("a joined word wider than its box is broken with its letters still in their joined shapes", async () => {
  const lines = (await layOut("مممممممممممممممممممم", { width: 60, height: 400, maxLines: 20, minSize: 24 })) ?? [];
  expect(lines.length).toBeGreaterThan(1);
  const [alone] = await idsOf("م");
  for (const line of lines) for (const { glyphs } of line.runs) for (const { id } of glyphs) expect(id).not.toBe(alone);
});
