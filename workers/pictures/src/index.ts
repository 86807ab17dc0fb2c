import { WorkerEntrypoint } from "cloudflare:workers";
import type { Drawing, PictureService } from "@attestry/picture/drawing";
import { PageDrawer } from "@attestry/picture/page-drawer";
import engine from "@embedpdf/pdfium/pdfium.wasm";

const drawer = new PageDrawer(engine);

export default class Pictures extends WorkerEntrypoint implements PictureService {
  async drawPage(pdf: Uint8Array, widthPixels: number): Promise<Drawing> {
    const drawing = await drawer.draw(pdf, widthPixels);
    const outcome = drawing.ok ? { sizeBytes: drawing.png.length } : { refusal: drawing.refusal };
    const heapBytes = drawer.heapBytes;
    console.log(JSON.stringify({ level: "info", message: "picture", widthPixels, ...outcome, heapBytes }));
    return drawing;
  }
}
