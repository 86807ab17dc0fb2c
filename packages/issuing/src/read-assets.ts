// Fetches the files that a design shows. It must never fetch another organization's or environment's.
import { AssetMediaType } from "@attestry/database/asset-row";
import { type Asset, listAssets } from "@attestry/render/compile-template";
import { assetFileName } from "./file-name.ts";
import type { PrintedTemplate } from "./print-certificate.ts";
import type { PrintingServices } from "./printing-services.ts";

/** The assets that are there, by id; the renderer says which are not. */
export async function readAssets(services: PrintingServices, template: PrintedTemplate): Promise<Map<string, Asset>> {
  const { organizationId, environment, design } = template;
  const assets = new Map<string, Asset>();
  for (const id of listAssets(design).keys()) {
    const file = await services.files[environment].get(assetFileName(organizationId, id));
    const mediaType = AssetMediaType.safeParse(file?.httpMetadata?.contentType);
    if (!file || !mediaType.success) continue;
    assets.set(id, { mediaType: mediaType.data, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return assets;
}
