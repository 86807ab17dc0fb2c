import { WorkerEntrypoint } from "cloudflare:workers";
import type { Drawing, PictureService } from "@attestry/picture/drawing";
import { PageDrawer } from "@attestry/picture/page-drawer";
import engine from "@embedpdf/pdfium/pdfium.wasm";

const drawer = new PageDrawer(engine);

export default class Pictures extends WorkerEntrypoint implements PictureService {
  async drawPage(pdf: Uint8Array, widthPixels: number): Promise<Drawing> {
    const drawing = await drawer.draw(pdf, widthPixels);
    record(drawing, widthPixels);
    return drawing;
  }
}

/** A page that is refused is the caller's doing or its document's; an engine that gave up is ours to look at. */
function record(drawing: Drawing, widthPixels: number): void {
  const { heapBytes } = drawer;
  const line = { message: "picture", widthPixels, ...describe(drawing), heapBytes };
  if (!drawing.ok && drawing.refusal === "engine_failed") console.error(JSON.stringify({ level: "error", ...line }));
  else console.log(JSON.stringify({ level: "info", ...line }));
}

function describe(drawing: Drawing) {
  if (drawing.ok) return { sizeBytes: drawing.png.length };
  const { ok, ...refused } = drawing;
  return refused;
}
