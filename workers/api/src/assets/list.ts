import { listAssets } from "@attestry/database/list-assets";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, keyedFailures } from "../requests/responses.ts";
import { Asset, toAsset } from "./asset-answer.ts";

const AssetList = z.strictObject({ environment: EnvironmentField, assets: z.array(Asset) }).meta({ id: "AssetList" });

const route = createRoute({
  method: "get",
  path: "/v1/assets",
  operationId: "listAssets",
  tags: ["Assets"],
  summary: "List assets",
  description: "The files uploaded for designs, newest first. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  responses: { 200: dataResponse("All of them: there are no pages.", AssetList), ...keyedFailures },
});

export function addListAssets(api: Api): void {
  api.openapi(route, async (c) => {
    const found = await listAssets(c.get("services").database, { keyHash: c.get("caller").keyHash });
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, assets: found.assets.map(toAsset) } }, 200);
  });
}
