// Takes out of a page of a foreign PDF all that could do, load or carry something. It must never leave a way from the page to the rest of its file.
import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNull, type PDFObject, type PDFPage, PDFStream } from "pdf-lib";

/** The resources that a picture of the page is made of (ISO 32000-1 table 33); the others carry what is not seen. */
const resourceKinds = new Set(["Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"]);

/** Keys that start something, lead out of the page or carry what is not seen (ISO 32000-1 tables 5, 28, 31, 89, 95, 164). */
const forbiddenKeys = new Set(
  (
    "A AA AF Alternates Annots B Catalog Dest EF F FFilter FDecodeParms JS JavaScript LastModified Metadata Names Next OC OPI " +
    "OpenAction P PS Page Pages Parent PieceInfo Properties PZ Ref RichMedia Root StructParent StructParents Thumb Trans URI"
  ).split(" "),
);

/** Kinds of dictionaries that no picture of a page is made of. */
const forbiddenTypes = new Set(
  ["Action", "Annot", "Catalog", "EmbeddedFile", "F", "Filespec", "Outlines", "Page", "Pages", "Sig", "StructTreeRoot"].map(
    (type) => `/${type}`,
  ),
);

/** What a dictionary's keys are: a dictionary of resources, names that the file chose, or keys of the standard. */
type Role = "resources" | "names" | "keys";
type Visit = { object: PDFObject | undefined; role: Role };

/** Changes the page's objects in place. It visits each once, whatever circles they form. */
export function sanitizePage({ node }: PDFPage): void {
  const { context } = node;
  const visited = new Set<PDFObject>();
  const visits: Visit[] = [
    { object: node.Resources(), role: "resources" },
    { object: node.Contents(), role: "keys" },
  ];
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const object = context.lookup(visit.object);
    if (!object || visited.has(object)) continue;
    visited.add(object);
    if (object instanceof PDFArray) visits.push(...cleanArray(context, object));
    else if (object instanceof PDFStream) visits.push(...cleanDictionary(context, object.dict, "keys"));
    else if (object instanceof PDFDict) visits.push(...cleanDictionary(context, object, visit.role));
  }
}

function cleanArray(context: PDFContext, array: PDFArray): Visit[] {
  return array.asArray().flatMap((item, index): Visit[] => {
    if (!isForbidden(context, item)) return [{ object: item, role: "keys" }];
    array.set(index, PDFNull);
    return [];
  });
}

function cleanDictionary(context: PDFContext, dictionary: PDFDict, role: Role): Visit[] {
  return dictionary.entries().flatMap(([key, value]): Visit[] => {
    const name = key.decodeText();
    const isWanted = role === "resources" ? resourceKinds.has(name) : role === "names" || !forbiddenKeys.has(name);
    if (isWanted && !isForbidden(context, value)) return [{ object: value, role: roleOf(role, name) }];
    dictionary.delete(key);
    return [];
  });
}

function roleOf(holder: Role, key: string): Role {
  if (holder === "resources" || (holder === "keys" && (key === "CharProcs" || key === "Colorants"))) return "names";
  return holder === "keys" && key === "Resources" ? "resources" : "keys";
}

function isForbidden(context: PDFContext, value: PDFObject): boolean {
  const object = context.lookup(value);
  const dictionary = object instanceof PDFStream ? object.dict : object;
  if (!(dictionary instanceof PDFDict)) return false;
  const type = context.lookup(dictionary.get(PDFName.of("Type")));
  return (type instanceof PDFName && forbiddenTypes.has(type.asString())) || dictionary.has(PDFName.of("JS"));
}
