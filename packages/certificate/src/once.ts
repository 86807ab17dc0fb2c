// Makes a thing of an isolate at its first use. It must never let one request wait for another's.

/**
 * Keeps what `make` gave. It is the value that is kept and never the promise: one that belongs to a request whose client has gone
 * is never settled, and all that wait for it would hang. Concurrent first requests may make it twice.
 */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Value | undefined;
  return async () => {
    made ??= await make();
    return made;
  };
}
