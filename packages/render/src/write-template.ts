// Writes a compiled template as a PDF of one page. It must never leave a number or a name to chance.
import { type PDFContext, type PDFDocument, PDFName, PDFRef, PDFString } from "pdf-lib";
import { assignObject } from "./assign-object.ts";
import { usualFont } from "./choose-face.ts";
import { type CompiledTemplate, openCompiled, type Slots } from "./compiled-template.ts";
import type { FixedPart } from "./draw-fixed-part.ts";
import { watermarkResource } from "./draw-watermark.ts";
import type { EmbeddedImage } from "./embed-image.ts";
import { findStartXref } from "./find-start-xref.ts";
import type { Form } from "./page-resources.ts";
import { compressedStream, dictionary, plainObject, plainStream, reference } from "./pdf-object.ts";
import { createSrgbProfile } from "./srgb-profile.ts";
import { writeFont } from "./write-font.ts";

const ascii = new TextEncoder();

/** Fills the document, which holds the images already; what certificates replace is there, but empty. The file's end is not known yet. */
export function writeTemplate(
  document: PDFDocument,
  language: string,
  part: FixedPart,
  images: readonly EmbeddedImage[],
): Omit<Slots, "startXref"> {
  const { context } = document;
  const { page, steps } = part;
  const objects = reserveSlots(context);
  const fontEntries = writeFonts(context, part);
  assignObject(context, plainObject(objects.fonts, `<<${fontEntries}>>`));
  const resources = context.nextRef();
  assignObject(context, plainObject(resources.objectNumber, writeResources(context, part, images, objects.fonts)));
  const contents = [writeStream(context, part.under), objects.content, ...(part.over ? [writeStream(context, part.over)] : [])];

  const { node } = document.addPage([page.width, page.height]);
  node.set(PDFName.of("Resources"), resources);
  node.set(PDFName.of("Contents"), context.obj(contents.map((number) => PDFRef.of(number))));
  node.set(PDFName.of("Annots"), PDFRef.of(objects.annotations));
  writeCatalog(document, language, objects);
  context.trailerInfo.Info = PDFRef.of(objects.information);
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef)) throw new Error("a document has no catalog");
  const isArchival = images.every((image) => image.isArchival);
  return {
    page,
    language,
    steps,
    isArchival,
    usualFonts: listUsualFonts(steps),
    size: context.largestObjectNumber + 1,
    root: root.objectNumber,
    objects,
    fontEntries,
  };
}

function listUsualFonts(steps: FixedPart["steps"]): string[] {
  const styles = steps.flatMap((step) => {
    if (step.kind === "form") return [];
    if (step.element.type === "text") return [step.element];
    return step.element.type === "fields" ? [step.element.label, step.element.value] : [];
  });
  return [...new Set(styles.map(usualFont))];
}

/** Writes the file. */
export async function saveTemplate(document: PDFDocument, slots: Omit<Slots, "startXref">): Promise<CompiledTemplate> {
  const bytes = await document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
  const startXref = findStartXref(bytes);
  if (startXref === null) throw new Error("a compiled template has no cross-reference section");
  return openCompiled(bytes, { ...slots, startXref });
}

/** Numbers for what each certificate replaces, with empty objects in their places: the template itself is a whole file. */
function reserveSlots(context: PDFContext): Slots["objects"] {
  const reserve = (value: string) => {
    const { objectNumber } = context.nextRef();
    assignObject(context, plainObject(objectNumber, value));
    return objectNumber;
  };
  const reserveStream = (entries: string) => {
    const { objectNumber } = context.nextRef();
    assignObject(context, plainStream(objectNumber, entries, new Uint8Array()));
    return objectNumber;
  };
  return {
    content: reserveStream(""),
    fonts: reserve("<<>>"),
    annotations: reserve("[]"),
    associatedFiles: reserve("[]"),
    names: reserve("<<>>"),
    information: reserve("<<>>"),
    metadata: reserveStream("/Type/Metadata/Subtype/XML"),
  };
}

/** Writes the fonts of the fixed text and returns their entries in the font dictionary. */
function writeFonts(context: PDFContext, { resources }: FixedPart): string {
  return resources.subsets
    .map((subset) => {
      const first = context.nextRef().objectNumber;
      const allocate = () => context.nextRef().objectNumber;
      for (const object of writeFont(subset, first, allocate)) assignObject(context, object);
      return `/${subset.resourceName} ${reference(first)}`;
    })
    .join("");
}

function writeResources(context: PDFContext, part: FixedPart, images: readonly EmbeddedImage[], fonts: number): string {
  const { forms } = part.resources;
  const pictures = images.map(({ image, objectNumber }) => [image.name, reference(objectNumber)] as const);
  const write = (form: Form, resources: string) => [form.name, reference(writeForm(context, form, resources))] as const;
  const small = forms.filter(({ isPart }) => !isPart).map((form) => write(form, "<<>>"));
  const font = ["Font", reference(fonts)] as const;
  const inParts = dictionary([font, ["XObject", dictionary([...small, ...pictures])]]);
  const parts = forms.filter(({ isPart }) => isPart).map((form) => write(form, inParts));
  const states = dictionary([[watermarkResource.name, `<</Type/ExtGState/ca ${watermarkResource.opacity}>>`]]);
  return dictionary([
    font,
    ["XObject", dictionary([...small, ...parts, ...pictures])],
    ...(part.over === "" ? [] : ([["ExtGState", states]] as const)),
  ]);
}

function writeForm(context: PDFContext, { content, box }: Form, resources: string): number {
  const number = context.nextRef().objectNumber;
  const entries = `/Type/XObject/Subtype/Form/BBox[${box.join(" ")}]/Resources ${resources}`;
  assignObject(context, compressedStream(number, entries, ascii.encode(content)));
  return number;
}

function writeStream(context: PDFContext, content: string): number {
  const number = context.nextRef().objectNumber;
  assignObject(context, compressedStream(number, "", ascii.encode(content)));
  return number;
}

/** Output intent, associated files and metadata as PDF/A-3 asks for them (ISO 19005-3 §6.2.3, §6.6.2, §6.8). */
function writeCatalog({ context, catalog }: PDFDocument, language: string, objects: Slots["objects"]): void {
  const profile = context.nextRef().objectNumber;
  assignObject(context, compressedStream(profile, "/N 3", createSrgbProfile()));
  const intent = context.nextRef().objectNumber;
  const name = "(sRGB IEC61966-2.1)";
  const value = `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier${name}/Info${name}/DestOutputProfile ${reference(profile)}>>`;
  assignObject(context, plainObject(intent, value));
  catalog.set(PDFName.of("OutputIntents"), context.obj([PDFRef.of(intent)]));
  catalog.set(PDFName.of("Lang"), PDFString.of(language));
  catalog.set(PDFName.of("Metadata"), PDFRef.of(objects.metadata));
  catalog.set(PDFName.of("AF"), PDFRef.of(objects.associatedFiles));
  catalog.set(PDFName.of("Names"), PDFRef.of(objects.names));
  catalog.set(PDFName.of("ViewerPreferences"), context.obj({ DisplayDocTitle: true }));
}
