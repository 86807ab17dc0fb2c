// The dispatcher as a process of a test's own, which rings its bell, kills it and starts it again.
import { findFreePort } from "../stack/free-port.ts";
import { type RunningWorker, startWorker } from "../stack/worker.ts";
import type { OwnStack } from "./use-own-stack.ts";

export class TestDispatcher {
  readonly #stack: OwnStack;
  readonly #variables: Record<string, string>;
  #worker: RunningWorker | undefined;

  /** `variables` override those of its wrangler.toml; the sealing keys must be among them. */
  constructor(stack: OwnStack, variables: Record<string, string>) {
    this.#stack = stack;
    this.#variables = variables;
  }

  async start(): Promise<void> {
    const { supabaseUrl, secretKey, directory } = this.#stack;
    const folder = `${directory}/test-dispatcher`;
    this.#worker = await startWorker({
      config: "workers/dispatcher/wrangler.toml",
      port: await findFreePort(),
      variables: { SUPABASE_URL: supabaseUrl, SUPABASE_SECRET_KEY: secretKey, ...this.#variables },
      variablesFile: `${folder}/variables`,
      stateDirectory: `${folder}/state`,
      registryDirectory: `${folder}/registry`,
    });
  }

  /** As a bell or the clock does; resolves when the call has ended, however it did. It may be killed meanwhile. */
  async ring(): Promise<void> {
    const clock = `/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("* * * * *")}`;
    await fetch(this.#worker?.url + clock).catch(() => {});
  }

  async restart(): Promise<void> {
    this.#worker?.kill();
    await this.#worker?.ended;
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#worker?.stop();
  }
}
