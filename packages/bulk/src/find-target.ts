// Tells which field of a certificate a column's name means. It must never choose between two.
import type { FieldType, MetadataField, MetadataSchema } from "@attestry/certificate/metadata-schema";

export const builtInFields = [
  "certificateId",
  "templateId",
  "recipientName",
  "recipientEmail",
  "title",
  "issuedAt",
  "expiresAt",
  "locale",
] as const;
export type BuiltInField = (typeof builtInFields)[number];
export type MetadataPlace = "publicMetadata" | "privateMetadata";

/** Where a column's cells go. `path` is what an issue about them says. */
export type Target =
  | { kind: "builtIn"; path: BuiltInField }
  | { kind: "metadata"; path: string; place: MetadataPlace; key: string; type: FieldType };

/** One target, none, or the paths of several that the name could mean. */
export type Finding = { target: Target } | { target: null; ambiguous: string[] };

const usualNames: [BuiltInField, string[]][] = [
  ["certificateId", ["certificate number", "certificate no", "cert id"]],
  ["templateId", ["template"]],
  ["recipientName", ["name", "full name", "recipient", "student name", "participant", "participant name"]],
  ["recipientEmail", ["email", "email address", "mail"]],
  ["title", ["course", "course title", "course name", "certificate title"]],
  ["issuedAt", ["issued", "issue date", "issued on", "date", "date issued"]],
  ["expiresAt", ["expires", "expiry", "expiry date", "expires on", "expiration date", "valid until"]],
  ["locale", ["language"]],
];
const byUsualName = new Map(usualNames.flatMap(([field, names]) => names.map((name) => [foldName(name), field])));
const byCanonicalName = new Map(builtInFields.map((field) => [foldName(field), field]));
const reservedKeys = new Set(["__proto__", "constructor", "prototype"]);

/** Without case, spaces and the characters `_ - . '`: names that fold to one text are one name. */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .replace(/[\s_.'’-]/gu, "");
}

/** The fields of a template by all the names they have. */
export type KnownFields = { target: Target; key: string; names: string[]; folded: Set<string> }[];

/** To be made once for a file: there may be a thousand labels. */
export function indexFields({ fields }: MetadataSchema): KnownFields {
  return fields.map((field) => {
    const names = [field.key, field.label, ...Object.values(field.labels ?? {})];
    return { target: toTarget(field), key: field.key, names, folded: new Set(names.map(foldName)) };
  });
}

/** By canonical name, else by the template's keys and labels, else by one of the usual names. */
export function findTarget(name: string, known: KnownFields): Finding {
  const folded = foldName(name);
  const canonical = byCanonicalName.get(folded);
  if (canonical) return toBuiltIn(canonical);
  const direct = parseMetadataPath(name, known);
  if (direct) return { target: direct };
  const targets = folded === "" ? [] : known.filter((field) => field.folded.has(folded)).map(({ target }) => target);
  if (targets.length > 1) return { target: null, ambiguous: targets.map(({ path }) => path) };
  if (targets[0]) return { target: targets[0] };
  const usual = byUsualName.get(folded);
  return usual ? toBuiltIn(usual) : { target: null, ambiguous: [] };
}

function toBuiltIn(path: BuiltInField): Finding {
  return { target: { kind: "builtIn", path } };
}

function toTarget({ key, type, visibility }: MetadataField): Target {
  const place = visibility === "public" ? "publicMetadata" : "privateMetadata";
  return { kind: "metadata", path: `${place}.${key}`, place, key, type };
}

/** `publicMetadata.x` and `privateMetadata.x`, where x is a key as it is, declared or not. */
function parseMetadataPath(name: string, known: KnownFields): Target | null {
  const place = (["publicMetadata", "privateMetadata"] as const).find((candidate) => name.startsWith(`${candidate}.`));
  const key = name.slice((place?.length ?? 0) + 1);
  if (!place || key === "" || key.length > 64 || reservedKeys.has(key)) return null;
  const declared = known.find((field) => field.key === key)?.target;
  const type = declared?.kind === "metadata" ? declared.type : "text";
  return { kind: "metadata", path: `${place}.${key}`, place, key, type };
}
