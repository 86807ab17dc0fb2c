// A Worker that prints as many certificates as it is asked for: the same work as in Node, in workerd.
import type { Logo } from "@attestry/render/certificate-content";
import { compileTemplate } from "@attestry/render/compile-template";
import type { CompiledTemplate } from "@attestry/render/compiled-template";
import { FontLibrary } from "@attestry/render/font-library";
import type { Fonts } from "@attestry/render/fonts";
import { harfBuzzModule } from "@attestry/render/harfbuzz-module";
import { unpackCompiled } from "@attestry/render/pack-compiled";
import { stampCertificate } from "@attestry/render/stamp-certificate";
import { designs, latin, makeContent } from "./print-job.ts";

type Assets = { fetch: (url: string) => Promise<Response> };
type Press = { library: FontLibrary; compiled: CompiledTemplate };
let press: Press | null = null;
let number = 0;

/** `/document` answers the first certificate it prints, compiled there with the logo in the body; `/print?count=` prints with a template that is compiled already, which the body holds; `/compile` compiles one, with the logo in the body. */
async function fetchCertificates(request: Request, { ASSETS }: { ASSETS: Assets }): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/") return new Response("ready");
  const body = new Uint8Array(await request.arrayBuffer());
  if (pathname === "/compile") {
    const { bytes } = await compile(openLibrary(ASSETS), body);
    return new Response(String(bytes.length));
  }
  if (pathname === "/document") return printDocument(openLibrary(ASSETS), body);
  press ??= startPress(ASSETS, body);
  const { library, compiled } = press;
  for (let left = Number(searchParams.get("count")); left > 0; left--) {
    const content = makeContent(++number, latin, null);
    const draw = (fonts: Fonts) => stampCertificate(compiled, content, fonts);
    const rendering = await library.use(content.locale, draw, compiled.slots.usualFonts);
    if (!rendering.ok) return Response.json(rendering.problems, { status: 500 });
  }
  return new Response("printed");
}

async function printDocument(library: FontLibrary, logoBytes: Uint8Array): Promise<Response> {
  const compiled = await compile(library, logoBytes);
  const content = makeContent(1, latin, null);
  const rendering = await library.use(content.locale, (fonts) => stampCertificate(compiled, content, fonts));
  return rendering.ok ? new Response(new Uint8Array(rendering.bytes)) : Response.json(rendering.problems, { status: 500 });
}

function openLibrary(assets: Assets): FontLibrary {
  const readFile = async (name: string) => {
    const response = await assets.fetch(`https://assets.local/fonts/${name}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  return new FontLibrary({ module: harfBuzzModule, readFile });
}

function startPress(assets: Assets, packed: Uint8Array): Press {
  const compiled = unpackCompiled(packed);
  if (!compiled) throw new Error("the template cannot be read");
  return { library: openLibrary(assets), compiled };
}

async function compile(library: FontLibrary, logoBytes: Uint8Array): Promise<CompiledTemplate> {
  const logo: Logo = { mediaType: "image/png", bytes: logoBytes };
  const { environment, issuerName, locale } = makeContent(0, latin, logo);
  const template = { design: designs.nine, environment, issuerName, logo, language: locale, assets: new Map() };
  const compilation = await compileTemplate(template, library);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
  return compilation.compiled;
}

// biome-ignore lint/style/noDefaultExport: the form of a Worker
export default { fetch: fetchCertificates };
