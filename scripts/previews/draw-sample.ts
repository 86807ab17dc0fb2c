import { PageDrawer } from "@attestry/picture/page-drawer";
import { loadEngine } from "./load-engine.ts";

let drawer: Promise<PageDrawer> | undefined;

/** The PDF's page as the Worker for pictures draws it. Throws with the refusal. */
export async function drawSample(pdf: Uint8Array, widthPixels: number): Promise<Uint8Array> {
  drawer ??= loadEngine().then((engine) => new PageDrawer(engine));
  const drawing = await (await drawer).draw(pdf, widthPixels);
  if (!drawing.ok) throw new Error(`The PDF cannot be drawn: ${drawing.refusal}.`);
  return drawing.png;
}
