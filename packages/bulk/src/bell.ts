// Wakes those who issue batches. It must never be needed: what a lost ring leaves lying, the next sweep finds.

/** The part of a queue that ringing needs. */
export type BellQueue = { sendBatch(messages: { body: Record<string, never> }[]): Promise<unknown> };

export type Bell = { ring: (chunkCount: number) => Promise<void> };

// One worker takes chunk after chunk: a bell for each few is enough to call several.
const chunksForRing = 4;
const mostRings = 10;

/** A message says nothing: whoever gets one looks into the database. */
export function openBell(queue: BellQueue): Bell {
  return {
    ring: async (chunkCount) => {
      const rings = Math.min(mostRings, Math.ceil(chunkCount / chunksForRing));
      if (rings === 0) return;
      await queue.sendBatch(Array.from({ length: rings }, () => ({ body: {} }))).catch(() => {
        console.warn(JSON.stringify({ level: "warn", message: "the bell could not be rung", time: new Date().toISOString() }));
      });
    },
  };
}
