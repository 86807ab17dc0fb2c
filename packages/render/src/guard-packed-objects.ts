// Measures what pdf-lib is about to unpack while it reads a file. Importing it is enough; it must never let a stream through unmeasured.
import { inflateSync } from "node:zlib";
import { PDFArray, type PDFContext, PDFName, PDFObjectStreamParser, type PDFRawStream, PDFXRefStreamParser } from "pdf-lib";

/** That a foreign file may unpack to, its packed objects and its page each. */
export const mostBytes = 30_000_000;
const left = new WeakMap<PDFContext, number>();
const refused = new WeakSet<PDFContext>();

/** Whether a stream of the file was not unpacked, being damaged, packed twice, or too much together with the others. */
export function wasRefused(context: PDFContext): boolean {
  return refused.has(context);
}

// pdf-lib unpacks object and cross-reference streams as it meets them and has no limit of its own: it asks these two functions.
const readObjects = PDFObjectStreamParser.forStream;
const readReferences = PDFXRefStreamParser.forStream;
PDFObjectStreamParser.forStream = (stream, shouldWait) => readObjects(measured(stream), shouldWait);
PDFXRefStreamParser.forStream = (stream) => readReferences(measured(stream));

function measured(stream: PDFRawStream): PDFRawStream {
  const { context } = stream.dict;
  const most = left.get(context) ?? mostBytes;
  try {
    left.set(context, most - measurePacked(stream, most));
    return stream;
  } catch (error) {
    refused.add(context);
    throw error;
  }
}

/** How many bytes a stream unpacks to. Throws if it is damaged, unpacks to more than `most`, or is packed in another way than by zlib alone. */
export function measurePacked({ dict, contents }: PDFRawStream, most: number): number {
  const filter = dict.lookup(PDFName.of("Filter"));
  if (filter === undefined) return contents.length;
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (only !== PDFName.of("FlateDecode")) throw new Error("a stream has a filter that is not measured");
  return inflateSync(contents, { maxOutputLength: Math.max(1, most) }).length;
}
