// Tells which script a character belongs to (UAX #24). It must never take a script for one it can draw.

/** The scripts there is a font for, with their ISO 15924 codes, the most frequent first. */
const codes = {
  Latin: "Latn",
  Cyrillic: "Cyrl",
  Greek: "Grek",
  Arabic: "Arab",
  Hebrew: "Hebr",
  Devanagari: "Deva",
  Bengali: "Beng",
  Han: "Hani",
  Hiragana: "Hira",
  Katakana: "Kana",
  Bopomofo: "Bopo",
  Hangul: "Hang",
  Thai: "Thai",
  Tamil: "Taml",
  Telugu: "Telu",
  Kannada: "Knda",
  Malayalam: "Mlym",
  Gujarati: "Gujr",
  Gurmukhi: "Guru",
  Sinhala: "Sinh",
  Khmer: "Khmr",
  Lao: "Laoo",
  Myanmar: "Mymr",
  Ethiopic: "Ethi",
  Georgian: "Geor",
  Armenian: "Armn",
} as const;
export type Script = keyof typeof codes;

/** `Common` and `Inherited` characters take the script of their neighbours; `Other` has no font. */
export type CharacterScript = Script | "Common" | "Inherited" | "Other";

const names: readonly CharacterScript[] = [
  "Latin",
  "Common",
  "Inherited",
  "Cyrillic",
  "Greek",
  "Arabic",
  "Hebrew",
  "Devanagari",
  "Bengali",
  "Han",
  "Hiragana",
  "Katakana",
  "Bopomofo",
  "Hangul",
  "Thai",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Gujarati",
  "Gurmukhi",
  "Sinhala",
  "Khmer",
  "Lao",
  "Myanmar",
  "Ethiopic",
  "Georgian",
  "Armenian",
];
const patterns = names.map((name) => ({ name, pattern: new RegExp(`^\\p{Script=${name}}`, "u") }));

const users = names
  .filter((name) => name !== "Common" && name !== "Inherited" && name !== "Other")
  .map((name) => ({ name, pattern: new RegExp(`^\\p{Script_Extensions=${name}}`, "u") }));

const known = new Map<string, CharacterScript>();
const mostKnown = 4000;

const latin = Array.from({ length: 0x250 }, (_, code) => searchScript(String.fromCharCode(code)));

/** The script of a character, given as a string of one code point. */
export function findScript(character: string): CharacterScript {
  const held = character.length === 1 ? (latin[character.charCodeAt(0)] ?? known.get(character)) : known.get(character);
  if (held) return held;
  const script = searchScript(character);
  if (known.size >= mostKnown) known.clear();
  known.set(character, script);
  return script;
}

function searchScript(character: string): CharacterScript {
  return patterns.find(({ pattern }) => pattern.test(character))?.name ?? "Other";
}

/** The scripts that use a character which belongs to none (`Script_Extensions`), given as a string that begins with it. */
export function listUsers(character: string): Script[] {
  return users.filter(({ pattern }) => pattern.test(character)).map(({ name }) => name);
}

/** The ISO 15924 code by which a shaper knows the script. */
export function toScriptCode(script: Script): string {
  return codes[script];
}

const cursive: readonly Script[] = ["Arabic", "Devanagari", "Bengali", "Gurmukhi"];

/** Letters of these scripts join, or hang from one line: space between them would tear a word apart. */
export function isCursive(script: Script): boolean {
  return cursive.includes(script);
}

/** Scripts whose text breaks between any two characters. */
export function isIdeographic(script: Script): boolean {
  return script === "Han" || script === "Hiragana" || script === "Katakana" || script === "Bopomofo";
}

/** Scripts written without spaces, whose words only a dictionary finds. */
export function isUnspaced(script: Script): boolean {
  return script === "Thai" || script === "Lao" || script === "Khmer" || script === "Myanmar";
}
