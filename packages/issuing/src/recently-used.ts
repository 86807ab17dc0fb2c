const mostEntries = 50;

/** What an isolate keeps between requests: the 50 entries used last. Anything in it may be gone at the next request. */
export class RecentlyUsed<Value> {
  readonly #entries = new Map<string, Value>();

  /** As it is now. A request works with its own copy: while it waits, others may push entries out. */
  snapshot(): Map<string, Value> {
    return new Map(this.#entries);
  }

  keep(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= mostEntries) return;
      this.#entries.delete(oldest);
    }
  }
}
