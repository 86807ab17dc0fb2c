// Writes the objects that one certificate adds to its template. It must never write a date, a name or a number that the certificate does not fix.
import { createHash } from "node:crypto";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { CertificateContent } from "./certificate-content.ts";
import type { Slots } from "./compiled-template.ts";
import type { Drawing, LinkArea } from "./drawing.ts";
import { formatNumber } from "./format-operand.ts";
import type { PageResources } from "./page-resources.ts";
import {
  asciiString,
  compressedStream,
  dateString,
  dictionary,
  type PdfObject,
  plainObject,
  plainStream,
  reference,
  textString,
} from "./pdf-object.ts";
import { writeInformation, writeXmp } from "./write-description.ts";
import { writeFont } from "./write-font.ts";

type Numbering = () => number;

/** The objects of the update and the entries of its trailer. `/ID` comes from the certificate's id and hash (ISO 32000-1 §14.4). */
export function writeCertificate(
  slots: Slots,
  content: CertificateContent,
  drawing: Drawing,
  resources: PageResources,
): { objects: PdfObject[]; trailer: string } {
  const { objects: slot } = slots;
  let next = slots.size;
  const allocate: Numbering = () => next++;
  const objects = [
    compressedStream(slot.content, "", utf8ToBytes(drawing.canvas.content)),
    ...writeFonts(slots, resources, allocate),
    ...writeLinks(slots, content.verificationUrl, drawing.links, allocate),
    ...writeAttachment(slot, content, allocate),
    plainObject(slot.information, writeInformation(content)),
    plainStream(slot.metadata, "/Type/Metadata/Subtype/XML", utf8ToBytes(writeXmp(content, slots.isArchival))),
  ];
  const id = createHash("sha256")
    .update(utf8ToBytes(`${content.certificateId} ${content.certificateHash}`))
    .digest("hex")
    .slice(0, 32);
  const trailer = `/Root ${reference(slots.root)}/Info ${reference(slot.information)}/ID[<${id}><${id}>]`;
  return { objects, trailer };
}

function writeFonts(slots: Slots, resources: PageResources, allocate: Numbering): PdfObject[] {
  const objects: PdfObject[] = [];
  let entries = slots.fontEntries;
  for (const subset of resources.subsets) {
    const number = allocate();
    objects.push(...writeFont(subset, number, allocate));
    entries += `/${subset.resourceName} ${reference(number)}`;
  }
  return [plainObject(slots.objects.fonts, `<<${entries}>>`), ...objects];
}

/** Links that open the verification URL, if it is one that a reader may open. */
function writeLinks({ page, objects }: Slots, url: string, areas: readonly LinkArea[], allocate: Numbering): PdfObject[] {
  if (areas.length === 0 || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return [];
  const action = `<</Type/Action/S/URI/URI${asciiString(new URL(url).href)}>>`;
  const links = areas.map(({ x, y, width, height }) => {
    const rectangle = [x, page.height - y - height, x + width, page.height - y].map((value) => formatNumber(value)).join(" ");
    return plainObject(allocate(), `<</Type/Annot/Subtype/Link/Rect[${rectangle}]/Border[0 0 0]/F 4/A${action}>>`);
  });
  return [plainObject(objects.annotations, `[${links.map(({ number }) => reference(number)).join(" ")}]`), ...links];
}

const fileName = "certificate.json";

/** The hashed document as an associated file (ISO 19005-3 §6.8, ISO 32000-1 §7.11.4). */
function writeAttachment(slot: Slots["objects"], content: CertificateContent, allocate: Numbering): PdfObject[] {
  const [file, specification] = [allocate(), allocate()];
  const data = utf8ToBytes(content.document);
  const date = dateString(content.issuedAt);
  const parameters = `/Size ${data.length}${date ? `/ModDate${date}` : ""}`;
  const name = textString(fileName);
  const value = dictionary([
    ["Type", "/Filespec"],
    ["F", `(${fileName})`],
    ["UF", name],
    ["Desc", textString("The certificate's record: its SHA-256 is the certificate's hash")],
    ["AFRelationship", "/Data"],
    [
      "EF",
      dictionary([
        ["F", reference(file)],
        ["UF", reference(file)],
      ]),
    ],
  ]);
  return [
    compressedStream(file, `/Type/EmbeddedFile/Subtype/application#2Fjson/Params<<${parameters}>>`, data),
    plainObject(specification, value),
    plainObject(slot.associatedFiles, `[${reference(specification)}]`),
    plainObject(slot.names, `<</EmbeddedFiles<</Names[(${fileName}) ${reference(specification)}]>>>>`),
  ];
}
