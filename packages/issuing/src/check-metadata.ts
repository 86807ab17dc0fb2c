// Holds metadata against what its template declares. It must never let a private value pass as a public one.
import type { Issue } from "@attestry/certificate/api-error";
import type { Json } from "@attestry/certificate/canonical-json";
import type { FieldType, MetadataField, MetadataSchema } from "@attestry/certificate/metadata-schema";
import { z } from "zod";
import { emailPattern } from "./text-fields.ts";

type Members = { [key: string]: Json };
type Given = { publicMetadata: Members; privateMetadata: Members };

const longestUrl = 2000;

/** Every field that is missing, misplaced, of another type or not declared, by its path in the certificate. */
export function findMetadataProblems(schema: MetadataSchema, given: Given): Issue[] {
  const problems = schema.fields.flatMap((field) => findFieldProblems(field, given));
  if (!schema.strict) return problems;
  const declared = new Set(schema.fields.map(({ key }) => key));
  return [
    ...problems,
    ...(["publicMetadata", "privateMetadata"] as const).flatMap((place) =>
      Object.keys(given[place])
        .filter((key) => !declared.has(key))
        .map((key) => ({ path: `${place}.${key}`, message: "is not a field of this template" })),
    ),
  ];
}

function findFieldProblems(field: MetadataField, given: Given): Issue[] {
  const { key, visibility } = field;
  const [place, other] = visibility === "public" ? placesOfPublic : placesOfPrivate;
  const path = `${place}.${key}`;
  if (Object.hasOwn(given[other], key)) {
    // A public value among the private ones would not be printed, and nobody would notice.
    return [{ path: `${other}.${key}`, message: `is a ${visibility} field of this template: send it in ${place}` }];
  }
  const value = Object.hasOwn(given[place], key) ? given[place][key] : undefined;
  if (value === undefined || value === null || (field.required && typeof value === "string" && value.trim() === "")) {
    return field.required ? [{ path, message: "is required" }] : [];
  }
  const message = judgeByType[field.type](value, field);
  return message === null ? [] : [{ path, message }];
}

const placesOfPublic = ["publicMetadata", "privateMetadata"] as const;
const placesOfPrivate = ["privateMetadata", "publicMetadata"] as const;

/** What is wrong with a value, or null. */
const judgeByType: Record<FieldType, (value: Json, field: MetadataField) => string | null> = {
  text: (value) => (typeof value === "string" ? null : "must be a text"),
  number: (value) =>
    typeof value === "number" ? null : typeof value === "string" ? "must be a JSON number, without quotes" : "must be a number",
  boolean: (value) => (typeof value === "boolean" ? null : "must be true or false"),
  date: (value) => (z.iso.date().safeParse(value).success ? null : "must be a date such as 2026-05-10"),
  url: (value) => (isWebAddress(value) ? null : `must be an http or https address of at most ${longestUrl} characters`),
  email: (value) =>
    typeof value === "string" && value.length <= 254 && emailPattern.test(value)
      ? null
      : "must be an e-mail address, such as name@example.com",
  choice: (value, { options = [] }) =>
    typeof value === "string" && options.includes(value) ? null : `must be one of: ${options.join(", ")}`.slice(0, 500),
};

function isWebAddress(value: Json): boolean {
  if (typeof value !== "string" || value.length > longestUrl || /\s/.test(value) || !URL.canParse(value)) return false;
  return ["http:", "https:"].includes(new URL(value).protocol);
}
