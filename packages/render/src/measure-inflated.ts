// Measures compressed data without keeping it. It must never inflate much more than it was told to expect.

/** Returns how many bytes zlib data inflates to, or null if it is damaged or there are more than `limit`. */
export async function measureInflated(data: Uint8Array<ArrayBuffer>, limit: number): Promise<number | null> {
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > limit) {
        await reader.cancel();
        return null;
      }
    }
    return length;
  } catch {
    return null;
  }
}
