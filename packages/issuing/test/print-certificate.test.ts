import { createHash } from "node:crypto";
import { Design } from "@attestry/render/design";
import { beforeEach, describe, expect, test } from "vitest";
import { createTestLibrary } from "../../render/test/load-test-fonts.ts";
import { makeContent } from "../../render/test/make-content.ts";
import { makeText } from "../../render/test/make-design.ts";
import { makePngOf } from "../../render/test/make-png.ts";
import { CompiledTemplates } from "../src/compiled-templates.ts";
import { openKeptShelf } from "../src/kept-shelf.ts";
import { type PrintedTemplate, printCertificate } from "../src/print-certificate.ts";
import type { PrintingBucket, PrintingServices } from "../src/printing-services.ts";
import { openShelf } from "../src/shelf.ts";

const library = createTestLibrary();
const organizationId = "6ebeb4b1-8bf6-4df3-a366-cf7a569b0c6e";
const picture = makePngOf({ colour: 2, depth: 8, width: 3, rows: [new Array(9).fill(40), new Array(9).fill(40)] });
const asset = createHash("sha256").update(picture).digest("hex");
const design = Design.parse({
  page: { size: "A4", orientation: "landscape" },
  background: { asset, fit: "cover" },
  elements: [makeText("{{issuerName}}"), makeText("{{recipientName}}", { y: 300 })],
});
const template: PrintedTemplate = { organizationId, environment: "live", design };

type Origin = Parameters<typeof openKeptShelf>[1];
/** What issuing says of a certificate with this content. */
const originOf = ({ issuerName }: { issuerName: string }, used = template): Origin => {
  const { organizationId: of, environment } = used;
  return { organizationId: of, environment, versionId: "a1", issuerName, logoSha256: null };
};

type Stored = Map<string, { bytes: Uint8Array; contentType?: string }>;
let live: Stored;
let sandbox: Stored;

beforeEach(() => {
  live = new Map([[`asset/${organizationId}/${asset}`, { bytes: picture, contentType: "image/png" }]]);
  sandbox = new Map();
});

/** R2 as far as it is used here, on a map. */
function toBucket(stored: Stored): PrintingBucket {
  return {
    get: async (name) => {
      const file = stored.get(name);
      if (!file) return null;
      return { arrayBuffer: async () => new Uint8Array(file.bytes).buffer, httpMetadata: { contentType: file.contentType } };
    },
    put: async (name, bytes) => stored.set(name, { bytes }),
  };
}

/** The services of an isolate that has printed nothing yet. */
function startIsolate(changes: Partial<PrintingServices> = {}): PrintingServices {
  const files = { sandbox: toBucket(sandbox), live: toBucket(live) };
  return { files, fonts: async () => library, compiledTemplates: new CompiledTemplates(), ...changes };
}

async function print(
  services: PrintingServices,
  used = template,
  content = makeContent(),
  origin = originOf(content, used),
): Promise<string> {
  const rendering = await printCertificate(services, used, content, openKeptShelf(services, origin));
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.sha256;
}

const listCompiled = (stored: Stored) => [...stored.keys()].filter((name) => name.startsWith("compiled/"));

test("a template is compiled once, with its assets, and another isolate prints the same bytes from what was kept", async () => {
  const first = await print(startIsolate());
  const kept = listCompiled(live);
  expect(kept).toHaveLength(1);
  live.delete(`asset/${organizationId}/${asset}`);
  expect(await print(startIsolate())).toBe(first);
  expect(listCompiled(live)).toEqual(kept);
});

test("whatever a compilation was made from gives it a place of its own", async () => {
  const spoken = { ...template, design: Design.parse({ ...design, elements: [makeText("x", { variants: { ms: "y" } })] }) };
  const changes: [Partial<Origin>, Partial<ReturnType<typeof makeContent>>][] = [
    [{}, {}],
    [{ versionId: "a2" }, {}],
    [{ issuerName: "Another issuer" }, { issuerName: "Another issuer" }],
    [{}, { locale: "ms" }],
    [{ logoSha256: "cd".repeat(32) }, {}],
  ];
  for (const [from, said] of changes) {
    const content = makeContent(said);
    await print(startIsolate(), spoken, content, { ...originOf(content, spoken), ...from });
  }
  expect(listCompiled(live)).toHaveLength(changes.length);
  const other = "7febeb4b-8bf6-4df3-a366-cf7a569b0c6f";
  live.set(`asset/${other}/${asset}`, { bytes: picture, contentType: "image/png" });
  await print(startIsolate(), { ...spoken, organizationId: other });
  expect(listCompiled(live).filter((name) => name.startsWith(`compiled/${other}/`))).toHaveLength(1);
});

test("a language that the design does not speak makes no compilation of its own, however many are named", async () => {
  for (const locale of ["zu", "xx", "ab-CD", "en-US", "en"]) await print(startIsolate(), template, makeContent({ locale }));
  expect(listCompiled(live)).toHaveLength(1);
});

describe("a bucket that fails", () => {
  const failing = { get: () => Promise.reject(new Error("R2")), put: () => Promise.reject(new Error("R2")) };
  const plain = { ...template, design: Design.parse({ ...design, background: undefined }) };

  test("costs time and nothing else", async () => {
    const services = startIsolate({ files: { sandbox: failing, live: failing } });
    expect(await print(services, plain)).toBe(await print(startIsolate(), plain));
  });

  test("or holds something else in a compilation's place is written anew", async () => {
    const right = await print(startIsolate());
    const [name = ""] = listCompiled(live);
    live.set(name, { bytes: Buffer.from("no compiled template") });
    expect(await print(startIsolate())).toBe(right);
    expect(live.get(name)?.bytes.length).toBeGreaterThan(1000);
  });
});

test("a shelf for one request compiles once and leaves nothing behind", async () => {
  const services = startIsolate();
  const shelf = openShelf();
  const first = await printCertificate(services, template, makeContent(), shelf);
  live.delete(`asset/${organizationId}/${asset}`);
  const second = await printCertificate(services, template, makeContent(), shelf);
  expect([first.ok, second.ok]).toEqual([true, true]);
  expect([listCompiled(live), listCompiled(sandbox)]).toEqual([[], []]);
});

test("what cannot be compiled is tried once for a request, not once for each certificate", async () => {
  live.clear();
  const services = startIsolate();
  let asked = 0;
  const { get } = services.files.live;
  services.files.live.get = (name) => {
    asked++;
    return get(name);
  };
  const shelf = openShelf();
  for (const name of ["one", "two", "three"]) {
    const rendering = await printCertificate(services, template, makeContent({ recipientName: name }), shelf);
    expect(rendering.ok).toBe(false);
  }
  expect(asked).toBe(1);
});

test("an asset of another environment or organization is not there", async () => {
  for (const change of [{ environment: "sandbox" as const }, { organizationId: "7febeb4b-8bf6-4df3-a366-cf7a569b0c6f" }]) {
    const rendering = await printCertificate(startIsolate(), { ...template, ...change }, makeContent(), openShelf());
    expect(rendering).toMatchObject({ ok: false, problems: [{ path: "design.background.asset" }] });
  }
});

test("compilations in an isolate take sixteen megabytes at most, the ones used last", async () => {
  const held = new CompiledTemplates();
  const services = startIsolate({ compiledTemplates: held });
  await print(services);
  const [name = ""] = listCompiled(live);
  const compiled = held.find(name.split("/")[2] ?? "");
  if (!compiled) throw new Error("it is not held");
  const large = { ...compiled, bytes: new Uint8Array(6_000_000) };
  for (const key of ["one", "two", "three"]) held.keep(key, large);
  expect([held.find("one"), held.find("two"), held.find("three")].map((found) => found !== null)).toEqual([false, true, true]);
});
