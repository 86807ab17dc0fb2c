import { ApiError } from "@attestry/certificate/api-error";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Span, splitObject } from "../src/split-json.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
console.log(`FUZZ_SEED=${seed}`);
const options = { seed, numRuns: 5000 };

const utf8 = new TextEncoder();
const decode = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

type Outcome = { kind: "read"; value: unknown } | { kind: "refused"; message: string };

/** What the parts make when each is parsed, or why there is none. */
function readParts(bytes: Uint8Array): Outcome {
  const parse = ({ start, end }: Span): unknown => JSON.parse(decode(bytes.subarray(start, end)));
  try {
    const { members, elements } = splitObject(bytes);
    const read = [...members].map(([name, span]) => {
      const value = name === "certificates" && elements ? elements.map(parse) : parse(span);
      return [name, value];
    });
    return { kind: "read", value: Object.fromEntries(read) };
  } catch (error) {
    if (error instanceof ApiError) return { kind: "refused", message: error.issues?.[0]?.message ?? "" };
    return { kind: "refused", message: "not JSON" };
  }
}

function readWhole(bytes: Uint8Array): Outcome {
  try {
    const value: unknown = JSON.parse(decode(bytes));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { kind: "read", value } : { kind: "refused", message: "no object" };
  } catch {
    return { kind: "refused", message: "not JSON" };
  }
}

const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\r", "\t"), maxLength: 2 });
const name = fc.oneof(
  fc.constantFrom("certificates", "batchName", "__proto__", "", "a"),
  fc.string({ unit: "binary", maxLength: 5 }),
);
const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }));
/** An object's text with space wherever there may be some; names may be repeated. */
const objectText = fc
  .array(fc.tuple(space, name, space, value, space), { maxLength: 6 })
  .chain((members) => fc.tuple(space, fc.constant(members), space))
  .map(([before, members, after]) => {
    const texts = members.map(
      ([a, key, b, content, c]) => `${a}${JSON.stringify(key)}${b}:${c}${JSON.stringify(content, null, b.length)}${a}`,
    );
    return `${before}{${texts.join()}${members.length === 0 ? after : ""}}${after}`;
  });
/** A change at some place, or beside one of the characters that give JSON its form. */
const edit = fc.record({
  at: fc.nat({ max: 1_000_000 }),
  isBesideForm: fc.boolean(),
  drop: fc.nat({ max: 1 }),
  put: fc.oneof(
    fc.constantFrom(...'{}[]",:\\'),
    fc.string({ unit: fc.constantFrom(..." 1e-.tn\ufeff\u0000\u00a0é"), maxLength: 2 }),
  ),
});
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

function applyEdit(text: string, { at, isBesideForm, drop, put }: Edit): string {
  const places = isBesideForm ? [...text.matchAll(/[{}[\]",:]/g)].map(({ index }) => index) : [];
  const place = places[at % places.length] ?? at % (text.length + 1);
  return text.slice(0, place) + put + text.slice(place + drop);
}

test("what is cut into parts is what JSON.parse reads, and a repeated member is refused", () => {
  const seen = { read: 0, twice: 0 };
  const check = (text: string) => {
    const whole = readWhole(utf8.encode(text));
    const parts = readParts(utf8.encode(text));
    const isTwice = parts.kind === "refused" && parts.message === "is given twice";
    seen[isTwice ? "twice" : "read"] += 1;
    if (!isTwice) expect(parts).toEqual(whole);
    expect(whole.kind).toBe("read");
  };
  fc.assert(fc.property(objectText, check), options);
  expect(seen.read).toBeGreaterThan(seen.twice);
  expect(seen.twice).toBeGreaterThan(50);
});

test("what JSON.parse refuses is refused, and nothing else", () => {
  const seen = { read: 0, refused: 0 };
  const check = (bytes: Uint8Array) => {
    const whole = readWhole(bytes);
    const parts = readParts(bytes);
    seen[whole.kind] += 1;
    if (parts.kind === "refused" && parts.message === "is given twice") return;
    if (parts.kind === "read" || whole.kind === "read") expect(parts).toEqual(whole);
  };
  const edited = fc
    .tuple(objectText, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([text, edits]) => utf8.encode(edits.reduce(applyEdit, text)));
  const broken = fc
    .tuple(edited, fc.nat(), fc.nat({ max: 255 }))
    .map(([bytes, at, odd]) => bytes.map((byte, index) => (index === at % bytes.length ? odd : byte)));
  fc.assert(fc.property(edited, check), options);
  fc.assert(fc.property(broken, check), options);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200);
});

test("up to 10,000 elements are cut; of more, not even what follows is read", () => {
  const list = (count: number) => utf8.encode(`{"certificates":[${Array.from({ length: count }, () => "1").join()}`);
  const whole = utf8.encode(`${decode(list(10_000))}]}`);
  expect(splitObject(whole).elements).toHaveLength(10_000);
  expect(readParts(list(10_001))).toMatchObject({ message: expect.stringContaining("must be at most 10000 certificates") });
});

test("twenty members are taken, and no more are held", () => {
  const members = (count: number) => utf8.encode(`{${Array.from({ length: count }, (_, index) => `"${index}":1`).join()}`);
  expect(splitObject(utf8.encode(`${decode(members(20))}}`)).members.size).toBe(20);
  expect(readParts(members(21))).toMatchObject({ message: "The body has more than 20 members." });
});
