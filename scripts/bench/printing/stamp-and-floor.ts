import { createHash } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import type { Comparison } from "../measurement.ts";
import { startPress } from "./press.ts";
import { designs, latin } from "./print-job.ts";

/** What cannot be spared: compressing a certificate's own bytes, all at once, and hashing the result. Everything else is ours to save. */
export const stampOverFloor: Comparison = {
  name: "stamp 3 fields: floors it costs",
  unit: "µs",
  goal: { atMost: 5 },
  concurrency: 1,
  async setup() {
    const { print, compiled } = await startPress(designs.three, latin);
    const update = (await print()).subarray(compiled.bytes.length);
    const plain = inflateStreams(Buffer.from(update));
    const reference = async () => {
      const compressed = deflateSync(plain);
      createHash("sha256").update(compressed).digest("hex");
    };
    return { ours: print, reference, teardown: () => {} };
  },
};

/** The update as it was before its streams were compressed. */
function inflateStreams(update: Buffer): Buffer {
  const text = update.toString("latin1");
  const inflated = text.replace(
    /(\/FlateDecode\/Length (\d+)>>\nstream\n)([\s\S]*?)(?=\nendstream)/g,
    (_, head, _length, data) => {
      return head + inflateSync(Buffer.from(data, "latin1")).toString("latin1");
    },
  );
  return Buffer.from(inflated, "latin1");
}
