import { sha256Hex } from "@attestry/certificate/sha256-hex";
import type { ApiContext } from "../requests/api.ts";

/** The picture, or 304 for a client that has it. Its tag is the hash of its own bytes: a later engine may draw the same PDF anew. */
export function respondWithPicture(c: ApiContext, png: Uint8Array, fileName: string) {
  const etag = `"${sha256Hex(png)}"`;
  const headers = { "Cache-Control": "private, max-age=300", ETag: etag };
  if (c.req.header("If-None-Match")?.includes(etag)) return c.body(null, 304, headers);
  return c.body(new Uint8Array(png), 200, {
    ...headers,
    "Content-Type": "image/png",
    "Content-Disposition": `inline; filename="${fileName}"`,
  });
}
