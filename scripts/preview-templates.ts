// `npm run templates:preview`: every built-in template in five scripts, as PDF and PNG, into .local/previews.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { PageDrawer } from "@attestry/picture/page-drawer";
import type { BuiltInTemplate } from "@attestry/render/built-in-template";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { localDirectory } from "./paths.ts";
import { loadEngine } from "./previews/load-engine.ts";
import { makeSampleContent } from "./previews/make-sample-content.ts";
import { tryRender } from "./previews/render-sample.ts";
import type { Sample } from "./previews/sample.ts";
import { samples } from "./previews/samples.ts";
import { type Preview, writeContactSheet } from "./previews/write-contact-sheet.ts";

const directory = `${localDirectory}/previews`;
const widthPixels = 1200;

const variants: { name: string; change: (sample: Sample) => Partial<CertificateContent> }[] = [
  { name: "usual", change: () => ({}) },
  { name: "long-name", change: ({ longName }) => ({ recipientName: longName }) },
  { name: "no-logo", change: () => ({ logo: null }) },
  { name: "no-expiry", change: () => ({ expiresAt: null }) },
];

const drawer = new PageDrawer(await loadEngine());

async function preview(template: BuiltInTemplate, sample: Sample, variant: (typeof variants)[number]): Promise<Preview> {
  const name = `${template.slug}-${sample.script}-${variant.name}`;
  const rendering = await tryRender(template, makeSampleContent(template, sample, variant.change(sample)));
  if (!rendering.ok) return { name, problems: rendering.problems.map(({ path, message }) => `${path} ${message}`) };
  writeFileSync(`${directory}/${name}.pdf`, rendering.bytes);
  const drawing = await drawer.draw(rendering.bytes, widthPixels);
  if (!drawing.ok) return { name, problems: [`The PDF cannot be drawn: ${drawing.refusal}.`] };
  writeFileSync(`${directory}/${name}.png`, drawing.png);
  return { name, problems: [] };
}

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
const groups: { title: string; previews: Preview[] }[] = [];
for (const template of builtInTemplates) {
  const previews: Preview[] = [];
  for (const sample of samples) {
    for (const variant of variants) previews.push(await preview(template, sample, variant));
  }
  groups.push({ title: template.name, previews });
}
writeFileSync(`${directory}/index.html`, writeContactSheet(groups));

const all = groups.flatMap(({ previews }) => previews);
const refused = all.filter(({ problems }) => problems.length > 0);
for (const { name, problems } of refused) console.log(`Refused ${name}: ${problems[0]}`);
console.log(`${all.length - refused.length} of ${all.length} drawn: .local/previews/index.html`);
