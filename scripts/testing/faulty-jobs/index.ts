import handler from "@attestry/jobs/index";
import type { Bindings } from "@attestry/jobs/services";
import type { ExecutionContext, R2Bucket } from "@cloudflare/workers-types";
import { createRandom } from "../random.ts";

let faulty: Bindings | undefined;

/** The same bindings for the life of the isolate, with buckets that fail. */
function breakBindings(env: Bindings): Bindings {
  const random = createRandom(Number(env.FAULT_SEED));
  const share = Number(env.PUT_FAILURES_PERCENT) / 100;
  const FILES_LIVE = breakBucket(env.FILES_LIVE, share, random);
  const FILES_SANDBOX = breakBucket(env.FILES_SANDBOX, share, random);
  return { ...env, FILES_LIVE, FILES_SANDBOX };
}

// As often as an attempt to store a file tries.
const triesInAttempt = 4;

/** Of its puts a share fails, half of those after the bytes were stored; and of its files a twelfth cannot be stored at all at first. */
function breakBucket(bucket: R2Bucket, share: number, random: () => number): R2Bucket {
  const triesByName = new Map<string, number>();
  const isRefused = (name: string) => {
    const tries = (triesByName.get(name) ?? 0) + 1;
    triesByName.set(name, tries);
    return tries <= triesInAttempt && /[0-9a-f]{64}/.test(name) && Number.parseInt(name.slice(-2), 16) % 12 === 0;
  };
  return new Proxy(bucket, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name !== "put") return value.bind(target);
      return async (...given: unknown[]) => {
        if (isRefused(String(given[0]))) throw new Error("The bucket does not take this.");
        const fails = random() < share;
        if (fails && random() < 0.5) throw new Error("The bucket fails.");
        const stored = await value.apply(target, given);
        if (fails) throw new Error("The bucket fails, after all.");
        return stored;
      };
    },
  });
}

const worker = {
  async fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response> {
    faulty ??= breakBindings(env);
    const { pathname } = new URL(request.url);
    if (pathname === "/bell") {
      const messages = { queue: "attestry-batch-bells", messages: [], metadata: {}, ackAll() {}, retryAll() {} };
      await Reflect.apply(handler.queue, handler, [messages, faulty, context]);
    } else if (pathname === "/sweep") {
      const event = { cron: "* * * * *", scheduledTime: Date.now(), noRetry() {} };
      await Reflect.apply(handler.scheduled, handler, [event, faulty, context]);
    }
    return new Response("done");
  },
};

// biome-ignore lint/style/noDefaultExport: a Worker is its module's default export.
export default worker;
