// Metadata as a caller may send it. It must never let a value through that has no canonical form or that Postgres cannot keep.
import type { Json } from "@attestry/certificate/canonical-json";
import { utf8 } from "@attestry/certificate/encoding";
import { z } from "zod";
import { isPlainText } from "./text-fields.ts";

const limits = { members: 100, keyLength: 64, depth: 4, valueLength: 10_000, totalBytes: 32_768 };
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

const anyJsonType: ("string" | "number" | "boolean" | "array" | "object" | "null")[] = [
  "string",
  "number",
  "boolean",
  "array",
  "object",
  "null",
];

/** A value out of a JSON parser: any but undefined. Its depth and texts are judged once, for the whole object, below. */
const JsonValue = z.custom<Json>((value) => value !== undefined).meta({ type: anyJsonType, description: "Any JSON value." });

/** An object of JSON values: 100 members, 4 levels and 32 KiB at most, every text plain. Numbers are IEEE doubles, as in any JavaScript; an integer that would change is refused. */
export const Metadata = z.record(z.string(), JsonValue).superRefine((metadata, context) => {
  // Bounded first: what follows walks the whole value.
  if (utf8.encode(JSON.stringify(metadata)).length > limits.totalBytes) {
    context.addIssue({ code: "custom", message: `must be at most ${limits.totalBytes} bytes of JSON` });
    return;
  }
  for (const { path, message } of findProblems(metadata, [], 0)) context.addIssue({ code: "custom", path, message });
});
export type Metadata = z.infer<typeof Metadata>;

type Problem = { path: (string | number)[]; message: string };

function* findProblems(value: Json, path: (string | number)[], depth: number): Generator<Problem> {
  if (depth > limits.depth) {
    yield { path, message: `must not be nested deeper than ${limits.depth} levels` };
  } else if (typeof value === "string") {
    yield* findTextProblems(value, path);
  } else if (typeof value === "number" && !Number.isFinite(value)) {
    yield { path, message: "is a number too large to keep; send it as a string" };
  } else if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    yield { path, message: "is an integer beyond 2^53 and would lose digits; send it as a string" };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* findProblems(item, [...path, index], depth + 1);
  } else if (typeof value === "object" && value !== null) {
    yield* findMemberProblems(Object.entries(value), path, depth);
  }
}

function* findTextProblems(text: string, path: (string | number)[]): Generator<Problem> {
  if (text.length > limits.valueLength) yield { path, message: `must be at most ${limits.valueLength} characters` };
  if (!isPlainText(text)) yield { path, message: "must be well-formed Unicode without control characters" };
}

function* findMemberProblems(members: [string, Json][], path: (string | number)[], depth: number): Generator<Problem> {
  if (members.length > limits.members) yield { path, message: `must have at most ${limits.members} members` };
  for (const [key, member] of members) {
    if (key === "" || key.length > limits.keyLength || !isPlainText(key)) {
      yield { path, message: `has a key that is empty, longer than ${limits.keyLength} characters or not plain text` };
    } else if (forbiddenKeys.has(key)) {
      yield { path: [...path, key], message: "is a reserved name" };
    } else {
      yield* findProblems(member, [...path, key], depth + 1);
    }
  }
}
