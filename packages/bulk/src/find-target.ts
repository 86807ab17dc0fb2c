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

/** By canonical name, else by the template's keys and labels, else by one of the usual names. */
export function findTarget(name: string, schema: MetadataSchema): Finding {
  const folded = foldName(name);
  const canonical = byCanonicalName.get(folded);
  if (canonical) return toBuiltIn(canonical);
  const direct = parseMetadataPath(name, schema);
  if (direct) return { target: direct };
  const fields = folded === "" ? [] : schema.fields.filter((field) => listNames(field).some((own) => foldName(own) === folded));
  const [field, another] = fields.map(toTarget);
  if (another) return { target: null, ambiguous: fields.map((found) => toTarget(found).path) };
  if (field) return { target: field };
  const usual = byUsualName.get(folded);
  return usual ? toBuiltIn(usual) : { target: null, ambiguous: [] };
}

/** Every name that a column of this template could have. */
export function listKnownNames(schema: MetadataSchema): string[] {
  return [...builtInFields, ...schema.fields.flatMap(listNames)];
}

function toBuiltIn(path: BuiltInField): Finding {
  return { target: { kind: "builtIn", path } };
}

function listNames({ key, label, labels = {} }: MetadataField): string[] {
  return [key, label, ...Object.values(labels)];
}

function toTarget({ key, type, visibility }: MetadataField): Target {
  const place = visibility === "public" ? "publicMetadata" : "privateMetadata";
  return { kind: "metadata", path: `${place}.${key}`, place, key, type };
}

/** `publicMetadata.x` and `privateMetadata.x`, where x is a key as it is, declared or not. */
function parseMetadataPath(name: string, schema: MetadataSchema): Target | null {
  const place = (["publicMetadata", "privateMetadata"] as const).find((candidate) => name.startsWith(`${candidate}.`));
  const key = name.slice((place?.length ?? 0) + 1);
  if (!place || key === "" || key.length > 64 || reservedKeys.has(key)) return null;
  const type = schema.fields.find((field) => field.key === key)?.type ?? "text";
  return { kind: "metadata", path: `${place}.${key}`, place, key, type };
}
