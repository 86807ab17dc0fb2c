// What of a design only makes sense beside its metadata schema. It must never let a private field's name stand where it would be printed.
import type { Issue } from "@attestry/certificate/api-error";
import type { MetadataSchema } from "@attestry/certificate/metadata-schema";
import type { Design } from "@attestry/render/design";
import { frameOf } from "@attestry/render/element-box";
import { placeholderNames } from "@attestry/render/fill-placeholders";
import { toPageSize } from "@attestry/render/page-size";
import { placeholder } from "@attestry/render/placeholder";
import { isPlainText } from "./text-fields.ts";

const conditionNames = ["logo", "publicFields"];

/** An isolate holds them all while the template is compiled. */
const mostAssets = 5;

/** Placeholders and conditions that name nothing, or a private field, and texts that cannot be stored; each with its path. */
export function findDesignProblems(design: Design, { fields }: MetadataSchema): Issue[] {
  const publicNames = fields.filter(({ visibility }) => visibility === "public").map(({ key }) => `public.${key}`);
  const known = new Set([...placeholderNames, ...publicNames]);
  const privateKeys = new Set(fields.filter(({ visibility }) => visibility === "private").map(({ key }) => key));
  const describeName = (name: string): string =>
    privateKeys.has(name.replace(/^(?:public|private)\./, ""))
      ? `names "${name}", a private field: only public fields are printed`
      : `names "${name}", which is none of ${placeholderNames.join(", ")} or public.<key> of a declared public field`;
  const problems = listTexts(design).flatMap(({ path, text }) =>
    findTextProblems(text, known, describeName).map((message) => ({ path, message })),
  );
  for (const { path, name } of listConditions(design)) {
    if (!known.has(name) && !conditionNames.includes(name)) problems.push({ path, message: describeName(name.toWellFormed()) });
  }
  problems.push(...findMisplaced(design), ...findWrongSizes(design));
  for (const [path] of [...listAssets(design).values()].slice(mostAssets)) {
    if (path !== undefined) problems.push({ path, message: `is one asset too many: a design shows at most ${mostAssets}` });
  }
  return problems;
}

/** The assets a design names, each once, and where it does. */
export function listAssets({ background, elements }: Design): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  const add = (asset: string, path: string) => paths.set(asset, [...(paths.get(asset) ?? []), path]);
  if (background) add(background.asset, "design.background.asset");
  for (const [index, element] of elements.entries())
    if (element.type === "image") add(element.asset, `design.elements.${index}.asset`);
  return paths;
}

/** Every place where a design names an asset that is not there. */
export function findMissingAssets(design: Design, missing: string[]): Issue[] {
  const paths = listAssets(design);
  const message = "is no asset of this organization and environment: upload it first";
  return missing.flatMap((asset) => (paths.get(asset) ?? []).map((path) => ({ path, message })));
}

function listTexts({ elements }: Design): { path: string; text: string }[] {
  return elements.flatMap((element, index) => {
    if (element.type !== "text") return [];
    const variants = Object.entries(element.variants ?? {});
    return [
      { path: `design.elements.${index}.content`, text: element.content },
      ...variants.map(([tag, text]) => ({ path: `design.elements.${index}.variants.${tag}`, text })),
    ];
  });
}

function listConditions({ elements }: Design): { path: string; name: string }[] {
  return elements.flatMap(({ onlyIf, unless }, index) => [
    ...(onlyIf === undefined ? [] : [{ path: `design.elements.${index}.onlyIf`, name: onlyIf }]),
    ...(unless === undefined ? [] : [{ path: `design.elements.${index}.unless`, name: unless }]),
  ]);
}

function findTextProblems(text: string, known: Set<string>, describeName: (name: string) => string): string[] {
  if (!isPlainText(text)) return ["must be well-formed Unicode without control characters"];
  const messages = new Set<string>();
  const rest = text.replace(placeholder, (_, name: string) => {
    if (!known.has(name)) messages.add(describeName(name));
    return "";
  });
  if (/\{\{|\}\}/.test(rest)) messages.add("has double braces that hold no placeholder: one is written {{recipientName}}");
  return [...messages];
}

/** A hair's breadth, in points: sizes of paper are rounded. */
const tolerance = 0.5;

/** What people must be able to read may not run off the page; decoration may. */
function findMisplaced({ page, elements }: Design): Issue[] {
  const { width, height } = toPageSize(page);
  return elements.flatMap((element, index) => {
    if (!["text", "fields", "qr", "logo"].includes(element.type)) return [];
    const { left, top, right, bottom } = frameOf(element);
    const isInside = left >= -tolerance && top >= -tolerance && right <= width + tolerance && bottom <= height + tolerance;
    const message = `does not lie wholly on the page, which is ${width} by ${height} points`;
    return isInside ? [] : [{ path: `design.elements.${index}`, message }];
  });
}

function findWrongSizes({ elements }: Design): Issue[] {
  const styles = elements.flatMap((element, index) => {
    const path = `design.elements.${index}`;
    if (element.type === "text") return [{ path, style: element }];
    return element.type === "fields"
      ? [
          { path: `${path}.label`, style: element.label },
          { path: `${path}.value`, style: element.value },
        ]
      : [];
  });
  return styles
    .filter(({ style }) => style.minSize > style.size)
    .map(({ path }) => ({ path: `${path}.minSize`, message: "must not be larger than size" }));
}
