// Puts a drawn page into a PDF file. It must never write a date, an identifier or a name that the certificate does not fix.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type PDFContext, type PDFDocument, PDFHexString, PDFName, PDFObjectCopier, type PDFRef } from "pdf-lib";
import type { CertificateContent } from "./certificate-content.ts";
import { logoResource } from "./draw-element.ts";
import { watermarkResource } from "./draw-watermark.ts";
import type { Drawing } from "./drawing.ts";
import { embedFont } from "./embed-font.ts";
import type { Form } from "./page-canvas.ts";
import type { PreparedLogo } from "./prepare-logo.ts";

const product = "Attestry";

/** Fills an empty document; synchronous, because fonts are only lent. Dates are the certificate's own, `/ID` comes from its id and hash (ISO 32000-1 §14.4). */
export function writePdf(document: PDFDocument, drawing: Drawing, logo: PreparedLogo | null): void {
  const { context } = document;
  const { canvas, content } = drawing;
  const page = document.addPage([drawing.page.width, drawing.page.height]);
  const fonts = canvas.subsets.map((subset) => [subset.resourceName, embedFont(context, subset)] as const);
  const forms = canvas.forms.map((form) => [form.name, embedForm(context, form)] as const);
  const images = logo ? { [logoResource]: PDFObjectCopier.for(logo.context, context).copy(logo.ref) } : {};
  const resources = context.obj({
    Font: Object.fromEntries(fonts),
    XObject: { ...Object.fromEntries(forms), ...images },
    ExtGState: { [watermarkResource.name]: { ca: watermarkResource.opacity } },
  });
  page.node.set(PDFName.of("Resources"), resources);
  page.node.set(PDFName.of("Contents"), context.register(context.flateStream(canvas.content)));
  const links = listLinks(context, drawing);
  if (links.length > 0) page.node.set(PDFName.of("Annots"), context.obj(links));
  describeDocument(document, content);
}

/** The file's bytes. */
export function savePdf(document: PDFDocument): Promise<Uint8Array> {
  return document.save({
    objectsPerTick: Number.POSITIVE_INFINITY,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
}

function embedForm(context: PDFContext, form: Form): PDFRef {
  const reach = form.reach;
  const stream = context.flateStream(form.content, {
    Type: "XObject",
    Subtype: "Form",
    BBox: [-reach, -reach, reach, reach],
    Resources: {},
  });
  return context.register(stream);
}

function listLinks(context: PDFContext, drawing: Drawing): PDFRef[] {
  const url = drawing.content.verificationUrl;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return [];
  const uri = PDFHexString.of(bytesToHex(utf8ToBytes(new URL(url).href)));
  return drawing.links.map(({ x, y, width, height }) => {
    const bottom = drawing.page.height - y - height;
    return context.register(
      context.obj({
        Type: "Annot",
        Subtype: "Link",
        Rect: [x, bottom, x + width, bottom + height],
        Border: [0, 0, 0],
        F: 4,
        A: { Type: "Action", S: "URI", URI: uri },
      }),
    );
  });
}

function describeDocument(document: PDFDocument, content: CertificateContent): void {
  const { context } = document;
  const isSandbox = content.environment === "sandbox";
  document.setTitle(`${content.title} – ${content.recipientName}`.toWellFormed(), { showInWindowTitleBar: true });
  document.setAuthor(content.issuerName.toWellFormed());
  document.setSubject(`${isSandbox ? "Sandbox certificate, not a real one: " : "Certificate "}${content.certificateId}`);
  document.setKeywords([`sha256:${content.certificateHash}`]);
  document.setCreator(product);
  document.setProducer(product);
  document.setLanguage("en");
  const issuedAt = new Date(content.issuedAt);
  if (!Number.isNaN(issuedAt.getTime())) {
    document.setCreationDate(issuedAt);
    document.setModificationDate(issuedAt);
  }
  const identity = sha256(utf8ToBytes(`${content.certificateId} ${content.certificateHash}`)).subarray(0, 16);
  const id = PDFHexString.of(bytesToHex(identity));
  context.trailerInfo.ID = context.obj([id, id]);
}
