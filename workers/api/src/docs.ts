import { createMiddleware } from "hono/factory";
import type { Api, ApiEnv } from "./requests/api.ts";

/** At the docs host the reference is at the root; its files are the assets below /docs, which every host serves too. */
export function addDocs(api: Api): void {
  api.use(
    createMiddleware<ApiEnv>(async (c, next) => {
      const url = new URL(c.req.url);
      const docs = new URL(c.get("services").config.docsUrl);
      if (docs.pathname !== "/" || url.host !== docs.host) return next();
      url.pathname = `/docs${url.pathname}`;
      const asset = await c.env.ASSETS.fetch(url.href, { redirect: "manual" });
      const headers = new Headers(asset.headers);
      const location = headers.get("Location");
      if (location) headers.set("Location", location.replace(/^\/docs(?=\/)/, ""));
      return new Response(asset.body, { status: asset.status, headers });
    }),
  );
}
