import type { ExportedHandler } from "@cloudflare/workers-types";
import { dispatch } from "./dispatch.ts";
import { type Bindings, getServices } from "./services.ts";

const handler = {
  /** A message is a bell: it says that something waits, and the database what. */
  async queue(messages, env) {
    const services = getServices(env);
    if (messages.queue === services.deadBellName) {
      console.error(JSON.stringify({ level: "error", message: "bells went unheard", count: messages.messages.length }));
    }
    await dispatch(services);
  },

  async scheduled(_event, env) {
    await dispatch(getServices(env));
  },
} satisfies ExportedHandler<Bindings>;

export default handler;
