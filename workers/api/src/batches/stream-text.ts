const encoder = new TextEncoder();
const pieceLength = 16_384;

/** Text as a body that is made while it is read, in pieces of some length or, where it is `isLive`, each as it comes. When its reader goes, its source ends. */
export function streamText(texts: AsyncGenerator<string>, { isLive = false } = {}): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      let piece = "";
      while (piece === "" || (!isLive && piece.length < pieceLength)) {
        const next = await texts.next();
        if (next.done) {
          if (piece) controller.enqueue(encoder.encode(piece));
          controller.close();
          return;
        }
        piece += next.value;
      }
      controller.enqueue(encoder.encode(piece));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
