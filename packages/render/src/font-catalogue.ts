// Every font file a certificate may be drawn with, and what for. It must never name a file whose licence forbids embedding: all are OFL.
import type { Script } from "./scripts.ts";

export type FontWeight = "regular" | "bold";

/** `name` is what `readFile` is asked for, `source` the path in node_modules a build copies it from. */
export type FontFile = { name: string; source: string };

/** The fonts of one script in one family, or in the family that stands for both. `bold` is missing where there is none. */
export type FontSet = { regular: string; bold: string | null };

const files: FontFile[] = [];

/** All files, each once: what the Worker must be able to read. */
export const fontFiles: readonly FontFile[] = files;

const sansRegular = add("NotoSans-Regular", "noto-sans/400Regular/NotoSans_400Regular");
const sansBold = add("NotoSans-Bold", "noto-sans/700Bold/NotoSans_700Bold");
const serifRegular = add("NotoSerif-Regular", "noto-serif/400Regular/NotoSerif_400Regular");
const serifBold = add("NotoSerif-Bold", "noto-serif/700Bold/NotoSerif_700Bold");

/** Latin, Greek and Cyrillic, and the first choice for what belongs to no script. */
export const sans = { regular: sansRegular, bold: sansBold } as const;
export const serif = { regular: serifRegular, bold: serifBold } as const;
export const serifItalic = add("NotoSerif-Italic", "noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic");

/** The other scripts. A family that is missing is stood in for by the other. */
export const scriptFonts: Partial<Record<Script, { sans: FontSet; serif: FontSet }>> = {
  Arabic: { sans: addBoth("noto-sans-arabic", "NotoSansArabic"), serif: addBoth("noto-naskh-arabic", "NotoNaskhArabic") },
  Armenian: addSans("noto-sans-armenian", "NotoSansArmenian"),
  Bengali: {
    sans: addBoth("noto-sans-bengali", "NotoSansBengali"),
    serif: addBoth("noto-serif-bengali", "NotoSerifBengali"),
  },
  Devanagari: {
    sans: addBoth("noto-sans-devanagari", "NotoSansDevanagari"),
    serif: addBoth("noto-serif-devanagari", "NotoSerifDevanagari"),
  },
  Ethiopic: addSans("noto-sans-ethiopic", "NotoSansEthiopic"),
  Georgian: addSans("noto-sans-georgian", "NotoSansGeorgian"),
  Gujarati: addSans("noto-sans-gujarati", "NotoSansGujarati"),
  Gurmukhi: addSans("noto-sans-gurmukhi", "NotoSansGurmukhi"),
  Hebrew: {
    sans: addBoth("noto-sans-hebrew", "NotoSansHebrew"),
    serif: addBoth("noto-serif-hebrew", "NotoSerifHebrew"),
  },
  Kannada: addSans("noto-sans-kannada", "NotoSansKannada"),
  Khmer: {
    sans: addBoth("noto-sans-khmer", "NotoSansKhmer"),
    serif: addFlat("noto-serif-khmer", "NotoSerifKhmer"),
  },
  Lao: addSans("noto-sans-lao", "NotoSansLao"),
  Malayalam: addSans("noto-sans-malayalam", "NotoSansMalayalam"),
  Myanmar: addSans("noto-sans-myanmar", "NotoSansMyanmar"),
  Sinhala: addSans("noto-sans-sinhala", "NotoSansSinhala"),
  Tamil: addSans("noto-sans-tamil", "NotoSansTamil"),
  Telugu: addSans("noto-sans-telugu", "NotoSansTelugu"),
  Thai: addSans("noto-sans-thai", "NotoSansThai"),
};

/** Languages written in Arabic letters whose readers expect Naskh, the serif family, whatever the style. */
export const naskhLanguages: readonly string[] = ["fa", "ur"];

/** Han, kana and hangul. The same character looks different in each of these. */
export const eastAsianFonts = {
  SC: addBoth("noto-sans-sc", "NotoSansSC"),
  TC: addBoth("noto-sans-tc", "NotoSansTC"),
  JP: addBoth("noto-sans-jp", "NotoSansJP"),
  KR: addBoth("noto-sans-kr", "NotoSansKR"),
} as const;
export type EastAsianRegion = keyof typeof eastAsianFonts;

/** In one colour: a certificate is also printed in black. */
export const emojiFonts = addBoth("noto-emoji", "NotoEmoji");

/** The last resorts for what belongs to no script, best first. */
export const symbolFonts: readonly FontSet[] = [
  addBoth("noto-sans-symbols", "NotoSansSymbols"),
  { regular: add("NotoSansSymbols2-Regular", "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular"), bold: null },
  { regular: add("NotoSansMath-Regular", "noto-sans-math/400Regular/NotoSansMath_400Regular"), bold: null },
];

function addSans(folder: string, file: string): { sans: FontSet; serif: FontSet } {
  const both = addBoth(folder, file);
  return { sans: both, serif: both };
}

function addBoth(folder: string, file: string): FontSet {
  return {
    regular: add(`${file}-Regular`, `${folder}/400Regular/${file}_400Regular`),
    bold: add(`${file}-Bold`, `${folder}/700Bold/${file}_700Bold`),
  };
}

/** An older package: its files lie in one folder. */
function addFlat(folder: string, file: string): FontSet {
  return {
    regular: add(`${file}-Regular`, `${folder}/${file}_400Regular`),
    bold: add(`${file}-Bold`, `${folder}/${file}_700Bold`),
  };
}

function add(face: string, path: string): string {
  const name = `${face}.ttf`;
  files.push({ name, source: `@expo-google-fonts/${path}.ttf` });
  return name;
}
