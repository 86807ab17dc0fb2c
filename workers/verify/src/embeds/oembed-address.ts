/** Where another site's software asks how to embed a page (oembed.com §4). */
export function oembedAddress(base: string, address: string): string {
  return `${base}/_/oembed?url=${encodeURIComponent(address)}`;
}
