import { PDFDocument, PDFName } from "pdf-lib";

/** A PDF whose page saves the state of its graphics a million times: whole, but more than the engine has memory for. */
export async function makeUndrawablePdf(): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  const { node } = document.addPage([300, 200]);
  node.set(PDFName.of("Contents"), document.context.register(document.context.flateStream("q ".repeat(1_000_000))));
  return new Uint8Array(await document.save());
}
