import { createApp } from "./app.ts";
import { type Bindings, parseConfig } from "./env.ts";
import type { Pages } from "./requests/pages.ts";
import { createServices } from "./services.ts";

const appsByBindings = new WeakMap<Bindings, Pages>();

/** The app of this isolate: made at its first request, shared by all that follow. */
function getApp(bindings: Bindings): Pages {
  const held = appsByBindings.get(bindings);
  if (held) return held;
  const app = createApp(createServices(parseConfig(bindings), bindings));
  appsByBindings.set(bindings, app);
  return app;
}

export default {
  fetch: (request: Request, bindings: Bindings) => getApp(bindings).fetch(request),
};
