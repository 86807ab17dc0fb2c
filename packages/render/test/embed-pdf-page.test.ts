import { deflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFString, StandardFonts } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { embedPdfPage } from "../src/embed-pdf-page.ts";
import { hasTool, readStructure, readText, unpack } from "./read-pdf.ts";

const hasQpdf = hasTool("qpdf", "qpdf");

async function embedAndSave(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 300]);
  const embedding = await embedPdfPage(document, "Background", bytes);
  if (!embedding.ok) throw new Error(embedding.message);
  const xObjects = document.context.obj({ Background: document.context.obj([]) });
  const entry = [...document.context.enumerateIndirectObjects()].find(([ref]) => ref.objectNumber === embedding.objectNumber);
  if (!entry) throw new Error("nothing was embedded");
  xObjects.set(PDFName.of("Background"), entry[0]);
  page.node.set(PDFName.of("Resources"), document.context.obj({ XObject: xObjects }));
  page.node.set(PDFName.of("Contents"), document.context.register(document.context.stream("/Background Do")));
  return document.save({ useObjectStreams: false });
}

async function makeSource(change: (document: PDFDocument) => void | Promise<void> = () => {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 300]);
  page.drawText("Background of ours", { x: 40, y: 150, size: 20, font: await document.embedFont(StandardFonts.Helvetica) });
  await change(document);
  return document.save({ useObjectStreams: false });
}

describe.skipIf(!hasQpdf)("the background", () => {
  test("shows the page's text and brings no script, link, form or file along", async () => {
    const source = await makeSource(async (document) => {
      const { context, catalog } = document;
      document.addJavaScript("steal", "app.alert('CANARY-SCRIPT')");
      await document.attach(Buffer.from("CANARY-FILE"), "secret.txt", { mimeType: "text/plain" });
      document.getForm().createTextField("CANARY-FIELD").addToPage(document.getPage(0));
      const action = context.obj({ S: "JavaScript", JS: PDFString.of("CANARY-ACTION") });
      catalog.set(PDFName.of("OpenAction"), context.register(action));
      // Ways from the page's own resources to what must not come along.
      const resources = document.getPage(0).node.Resources();
      const hidden = context.register(context.flateStream("CANARY-HIDDEN", { Type: "EmbeddedFile" }));
      const specification = context.register(
        context.obj({ Type: "Filespec", EF: { F: hidden }, F: PDFString.of("CANARY-NAME") }),
      );
      const form = context.stream("", {
        Type: "XObject",
        Subtype: "Form",
        BBox: [0, 0, 1, 1],
        AF: [specification],
        Metadata: context.register(context.stream("CANARY-METADATA")),
        PieceInfo: { Maker: { Private: PDFString.of("CANARY-PRIVATE") } },
        Unknown: { Deep: [specification, action, catalog] },
      });
      resources?.set(PDFName.of("XObject"), context.obj({ F: context.register(form), A: specification }));
      resources?.set(PDFName.of("Properties"), context.obj({ MC0: { Secret: PDFString.of("CANARY-PROPERTY") } }));
    });
    const bytes = await embedAndSave(source);
    expect(readText(bytes)).toBe("Background of ours");
    expect(unpack(bytes)).not.toContain("CANARY");
    expect(readStructure(bytes)).not.toMatch(/\/(JavaScript|JS|EmbeddedFile|Filespec|AcroForm|OpenAction|Annot|AF|Metadata)\b/);
  });

  test("keeps resources whatever the file has named them", async () => {
    const source = await makeSource(async (document) => {
      const { context } = document;
      const square = context.register(
        context.stream("0 0 50 50 re f", { Type: "XObject", Subtype: "Form", BBox: [0, 0, 50, 50] }),
      );
      const { node } = document.getPage(0);
      node.Resources()?.set(PDFName.of("XObject"), context.obj({ Metadata: square, F: square, AA: square }));
    });
    expect(readStructure(await embedAndSave(source))).toMatch(/\/XObject <<\s+\/AA [\s\S]*\/F [\s\S]*\/Metadata /);
  });
});

describe("a file that cannot be a background", () => {
  const refuse = async (bytes: Uint8Array) => {
    const embedding = await embedPdfPage(await PDFDocument.create(), "Background", bytes);
    return embedding.ok ? "embedded" : embedding.message;
  };

  test("is refused with the reason, never thrown", async () => {
    const good = Buffer.from(await makeSource());
    expect(await refuse(good)).toBe("embedded");
    expect(await refuse(new Uint8Array())).toBe("is not a readable PDF");
    expect(await refuse(Buffer.from("%PDF-1.7\nnothing"))).toBe("is not a readable PDF");
    expect(await refuse(Buffer.from(`%PDF-1.7\n1 0 obj\n${"[".repeat(100_000)}`))).toBe("is not a readable PDF");
    for (let length = 0; length < good.length; length += 97)
      expect(await refuse(good.subarray(0, length))).toMatch(/^(is |has |holds |embedded)/);
  });

  test("is refused if it would fill the memory, however it is packed", async () => {
    const zeros = Buffer.alloc(100_000_000);
    const [bomb, twice] = [deflateSync(zeros), deflateSync(deflateSync(zeros))];
    const wrap = (entries: string, data: Buffer, before = "") =>
      Buffer.concat([
        Buffer.from(`%PDF-1.7\n${before}1 0 obj\n<<${entries}/N 1/First 5/Length ${data.length}>>\nstream\n`),
        data,
        Buffer.from("\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF"),
      ]);
    const flate = "/Filter/FlateDecode";
    const before = process.memoryUsage().rss;
    for (const bytes of [
      wrap(`/Type/ObjStm${flate}`, bomb),
      wrap(`/Type/#4fbjStm${flate}`, bomb),
      wrap(`/Type/XRef${flate}`, bomb),
      wrap("/Type/ObjStm/Filter[/FlateDecode/FlateDecode]", twice),
      wrap(`/Type 8 0 R${flate}`, bomb, "8 0 obj /ObjStm endobj\n"),
      Buffer.concat([Buffer.from(`%PDF-1.7\n%${"/ObjStm ".repeat(300_000)}\n`), wrap(`/Type/ObjStm${flate}`, bomb)]),
    ]) {
      expect(await refuse(bytes)).toMatch(/not a readable PDF|more than 30 MB/);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    const page = await makeSource((document) => {
      const { context } = document;
      const content = context.register(context.flateStream(zeros));
      document.getPage(0).node.set(PDFName.of("Contents"), content);
    });
    expect(await refuse(page)).toMatch(/more than 30 MB/);
    expect(await refuse(Buffer.from(`%PDF-1.7\n${"1 0 obj null endobj\n".repeat(20_001)}`))).toBe(
      "holds more than 20000 objects",
    );
  });

  test("a page tree whose branches meet again and again costs no more than its nodes", async () => {
    const depth = 40;
    const nodes = Array.from({ length: depth }, (_, index) => {
      const next = `${index + 3} 0 R`;
      return `${index + 2} 0 obj\n<</Type/Pages/Count 1/Kids[${next} ${next}]>>\nendobj\n`;
    });
    const leaf = `${depth + 2} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>/Contents ${depth + 3} 0 R>>\nendobj\n`;
    const content = `${depth + 3} 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n`;
    const file = `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n${nodes.join("")}${leaf}${content}trailer\n<</Root 1 0 R>>\n%%EOF`;
    expect(await refuse(Buffer.from(file))).toBe("embedded");
    const circle = file.replace(`${depth + 2} 0 obj\n<</Type/Page/`, `${depth + 2} 0 obj\n<</Type/Pages/Kids[2 0 R]/`);
    expect(await refuse(Buffer.from(circle))).toBe("is not a readable PDF");
    expect(await refuse(Buffer.from(file.replace("0 0 100 100", `0 0 1${"0".repeat(23)} 100`)))).toBe("is not a readable PDF");
  });
});
