import { expect, test } from "vitest";
import { eastAsianFonts, fontFiles } from "../src/font-catalogue.ts";
import { FontLibrary } from "../src/font-library.ts";
import { createTestLibrary, harfBuzzModule, readTestFont } from "./load-test-fonts.ts";
import { renderName } from "./render-name.ts";

const names = ["Aina Rahman", "عائشة", "山田 さくら", "श्री कृष्ण", "李明", "김민준", "สมชาย", "Ada 🎓", "Екатерина"];

test("a text loads the faces it is drawn with and no others", async () => {
  const loaded = async (name: string, style = {}) => {
    const library = createTestLibrary();
    await renderName(name, style, "en", library);
    return library.loaded;
  };
  expect(await loaded("Aina Rahman")).toEqual(["NotoSerif-Regular.ttf"]);
  expect(await loaded("Nguyễn Екатерина", { family: "sans", weight: "bold" })).toEqual(["NotoSans-Bold.ttf"]);
  expect(await loaded("สมชาย")).toEqual(["NotoSansThai-Regular.ttf"]);
  expect((await loaded("Ada 李明")).sort()).toEqual(["NotoSansSC-Regular.ttf", "NotoSerif-Regular.ttf"]);
});

test("a library that must free fonts again and again draws the same bytes as one that keeps them all", async () => {
  const [small, large] = [createTestLibrary(1_000_000), createTestLibrary(200_000_000)];
  for (const name of [...names, ...names.toReversed()]) {
    const bytes = await renderName(name, {}, "en", small);
    expect(Buffer.from(bytes).equals(await renderName(name, {}, "en", large))).toBe(true);
  }
  expect(small.loaded.length).toBeLessThan(4);
  expect(large.loaded.length).toBeGreaterThan(7);
});

test("requests that share a library and push out each other's fonts draw what each alone would", async () => {
  const library = createTestLibrary(6_000_000);
  const together = await Promise.all(names.map((name) => renderName(name, {}, "en", library)));
  for (const [index, name] of names.entries()) {
    const alone = await renderName(name, {}, "en", createTestLibrary());
    expect(Buffer.from(together[index] ?? []).equals(alone)).toBe(true);
  }
});

test("a request whose font never arrives keeps no other from drawing", async () => {
  let isFirst = true;
  const library = new FontLibrary({
    module: harfBuzzModule,
    readFile: (name) => {
      if (!isFirst) return readTestFont(name);
      isFirst = false;
      return new Promise(() => {});
    },
  });
  void renderName("Aina", {}, "en", library);
  expect((await renderName("Aina", {}, "en", library)).length).toBeGreaterThan(1000);
});

test("a font that cannot be read fails the request, and the next one tries again", async () => {
  let isBroken = true;
  const library = new FontLibrary({
    module: harfBuzzModule,
    readFile: (name) => (isBroken ? Promise.reject(new Error("not there")) : readTestFont(name)),
  });
  await expect(renderName("Aina", {}, "en", library)).rejects.toThrow("not there");
  isBroken = false;
  expect((await renderName("Aina", {}, "en", library)).length).toBeGreaterThan(1000);
});

test("fonts that together fill the memory are freed when others are needed", async () => {
  const library = createTestLibrary(200_000_000);
  for (let round = 0; round < 2; round++) {
    for (const { regular, bold } of Object.values(eastAsianFonts)) {
      for (const name of [regular, bold ?? regular]) {
        expect(await library.use("", ({ getFace }) => getFace(name).metrics.unitsPerEm)).toBe(1000);
      }
    }
  }
});

test("every font of the catalogue is there once, has outlines and a space, and may be embedded", async () => {
  expect(new Set(fontFiles.map((file) => file.name)).size).toBe(fontFiles.length);
  for (const { name } of fontFiles) {
    await createTestLibrary().use("", ({ getFace }) => {
      const { harfBuzz, font, tables } = getFace(name);
      expect(harfBuzz.findGlyph(font, 0x20)).toBeGreaterThan(0);
      const os2 = tables.directory.get("OS/2");
      expect(Buffer.from(tables.file()).readUInt16BE((os2?.offset ?? 0) + 8)).toBe(0);
    });
  }
});
