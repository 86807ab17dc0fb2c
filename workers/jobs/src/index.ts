import type { ExportedHandler } from "@cloudflare/workers-types";
import { issueBatches } from "./issue-batches.ts";
import { maintain } from "./maintain.ts";
import { runToEnd } from "./run-to-end.ts";
import { type Bindings, getServices } from "./services.ts";
import { tellExpiries } from "./tell-expiries.ts";

const everyMinute = "* * * * *";

const handler = {
  /** A message is a bell: it says that something waits, and the database what. */
  async queue(messages, env) {
    const services = getServices(env);
    if (messages.queue === services.deadBellName) {
      console.error(JSON.stringify({ level: "error", message: "bells went unheard", count: messages.messages.length }));
    }
    await issueBatches(services);
  },

  async scheduled(event, env) {
    const services = getServices(env);
    if (event.cron === everyMinute) await runToEnd([tellExpiries(services), issueBatches(services)]);
    else await maintain(services);
  },
} satisfies ExportedHandler<Bindings>;

export default handler;
