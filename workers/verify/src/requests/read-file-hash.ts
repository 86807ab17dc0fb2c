import type { PageContext } from "./pages.ts";
import { prefersJson } from "./prefers-json.ts";

/**
 * Null when no file is asked about; whatever is no hash is no file's, and read as "". A program says itself what it hashed. A person is
 * believed when a page of ours sent them: a link or a code with the right hash in it would say of a forgery, which nobody chose, that it is
 * the issued file.
 */
export function readFileHash(c: PageContext): string | null {
  const sha256 = c.req.query("sha256")?.toLowerCase();
  if (sha256 === undefined || (!prefersJson(c) && !isSentByOwnPage(c))) return null;
  return /^[0-9a-f]{64}$/.test(sha256) ? sha256 : "";
}

/** Fetch Metadata (W3C); browsers that are too old for it say nothing. */
function isSentByOwnPage(c: PageContext): boolean {
  return ["same-origin", undefined].includes(c.req.header("Sec-Fetch-Site"));
}
