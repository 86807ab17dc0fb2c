import { DurableObject } from "cloudflare:workers";

export type Tally = { used: number; resetSeconds: number; limitPerMinute: number | null };

const windowMilliseconds = 60_000;

/**
 * Counts one key's (or address's) requests in windows of a minute, wherever they arrive. The count is in memory: it is exact but for
 * a window in which the platform moves the object. The limit itself is the database's; it is learned from an answer and kept, so
 * that the next request needs no database to be judged.
 */
export class RateLimiter extends DurableObject {
  #used = 0;
  #windowEndsAt = 0;
  #limitPerMinute: number | null = null;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    this.ctx.blockConcurrencyWhile(async () => {
      this.#limitPerMinute = (await this.ctx.storage.get<number>("limitPerMinute")) ?? null;
    });
  }

  count(): Tally {
    const now = Date.now();
    if (now >= this.#windowEndsAt) {
      this.#used = 0;
      this.#windowEndsAt = now + windowMilliseconds;
      // An object with a timer is not put to sleep, which would forget the count after ten idle seconds.
      setTimeout(() => {}, windowMilliseconds);
    }
    this.#used += 1;
    const resetSeconds = Math.ceil((this.#windowEndsAt - now) / 1000);
    return { used: this.#used, resetSeconds, limitPerMinute: this.#limitPerMinute };
  }

  async learn(limitPerMinute: number): Promise<void> {
    this.#limitPerMinute = limitPerMinute;
    await this.ctx.storage.put("limitPerMinute", limitPerMinute);
  }
}
