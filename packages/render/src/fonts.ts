// The fonts every certificate is drawn with, parsed once per isolate. A parsed font must never depend on what was drawn with it before.
import fontkit, { type Font } from "@pdf-lib/fontkit";
import { FontOutlines } from "./font-outlines.ts";
import type { ShapedGlyph } from "./glyph-run.ts";
import { type FontMetrics, readMetrics, readTrueType, type TrueType } from "./read-true-type.ts";

/** Where each font file comes from: its name as `loadFonts` asks for it, and the path in node_modules a build copies it from. */
export const fontFiles = [
  { name: "NotoSans-Regular.ttf", source: "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf" },
  { name: "NotoSans-Bold.ttf", source: "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf" },
  { name: "NotoSerif-Regular.ttf", source: "@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf" },
  { name: "NotoSerif-Bold.ttf", source: "@expo-google-fonts/noto-serif/700Bold/NotoSerif_700Bold.ttf" },
  {
    name: "NotoSerif-Italic.ttf",
    source: "@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
  },
] as const;

/** One parsed font file. `shaped` remembers words that were laid out; it holds nothing that depends on their order. */
export type Face = {
  name: string;
  layout: Font;
  metrics: FontMetrics;
  tables: TrueType;
  outlines: FontOutlines;
  shaped: Map<string, ShapedGlyph[]>;
};

/** The parsed fonts. Keep them for the isolate's life; concurrent renders may share them. */
export type Fonts = {
  sans: { regular: Face; bold: Face };
  serif: { regular: Face; bold: Face; italic: Face };
};

type FontFileName = (typeof fontFiles)[number]["name"];

/** Reads and parses all font files. `readFile` is called once with each name of `fontFiles`; throws if it throws or a file is no font. */
export async function loadFonts(readFile: (name: string) => Promise<Uint8Array>): Promise<Fonts> {
  const load = async (name: FontFileName): Promise<Face> => {
    const bytes = await readFile(name);
    const tables = readTrueType(() => bytes);
    return {
      name: name.replace(".ttf", ""),
      layout: fontkit.create(bytes),
      metrics: readMetrics(tables),
      tables,
      outlines: new FontOutlines(tables),
      shaped: new Map(),
    };
  };
  const [sans, sansBold, serif, serifBold, serifItalic] = await Promise.all([
    load("NotoSans-Regular.ttf"),
    load("NotoSans-Bold.ttf"),
    load("NotoSerif-Regular.ttf"),
    load("NotoSerif-Bold.ttf"),
    load("NotoSerif-Italic.ttf"),
  ]);
  return { sans: { regular: sans, bold: sansBold }, serif: { regular: serif, bold: serifBold, italic: serifItalic } };
}
