// Writes to a bucket. It must never report a file as stored that is not.

/** The part of a bucket that writing needs. */
export type WritableBucket<Options> = { put(name: string, bytes: Uint8Array, options?: Options): Promise<unknown> };

const pausesMilliseconds = [50, 250, 1000];

/**
 * Stores a file, trying again where the bucket fails. For files that are named by their contents alone: whether an attempt that
 * failed stored it or not, the next one does no harm. Throws what the last attempt threw.
 */
export async function putFile<Options>(
  bucket: WritableBucket<Options>,
  name: string,
  bytes: Uint8Array,
  options?: Options,
): Promise<void> {
  for (const pause of pausesMilliseconds) {
    const isStored = await bucket.put(name, bytes, options).then(
      () => true,
      () => false,
    );
    if (isStored) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  await bucket.put(name, bytes, options);
}
