import { ApiError } from "@attestry/certificate/api-error";
import { AssetMediaType } from "@attestry/database/asset-row";
import { uploadAsset } from "@attestry/issuing/upload-asset";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Asset, toAsset } from "./asset-answer.ts";

const UploadedAsset = z.strictObject({ environment: EnvironmentField, asset: Asset }).meta({ id: "UploadedAsset" });

const file = { schema: z.string().meta({ format: "binary" }) };

const route = createRoute({
  method: "post",
  path: "/v1/assets",
  operationId: "uploadAsset",
  tags: ["Assets"],
  summary: "Upload an asset",
  description:
    "A picture, or a PDF of which the first page counts, for designs to show: at most 5 MiB, a picture at most 25 million pixels, a PDF " +
    "not encrypted. The same bytes twice are one asset. At most 500 in an environment. Scope `templates.write`.",
  security: [{ apiKey: [] }],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "image/png": file, "image/jpeg": file, "application/pdf": file } },
  },
  responses: {
    201: dataResponse("Designs can name it from now on.", UploadedAsset),
    ...keyedFailures,
    ...bodyFailures,
    409: failure("LIMIT_REACHED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addUploadAsset(api: Api): void {
  api.openapi(route, async (c) => {
    const mediaType = requireMediaType(c.req.header("Content-Type"));
    const bytes = c.get("bodyBytes") ?? new Uint8Array();
    const idempotency = findIdempotency(c, c.req.valid("header")["idempotency-key"]);
    const caller = { keyHash: c.get("caller").keyHash, requestId: c.get("requestId"), idempotency };
    const uploaded = await uploadAsset(c.get("services"), caller, { mediaType, bytes, sha256: c.get("bodyHash") });
    noteCaller(c, uploaded);
    if (uploaded.isReplay) c.header("Idempotent-Replayed", "true");
    return c.json({ data: { environment: uploaded.environment, asset: toAsset(uploaded.asset) } }, 201);
  });
}

function requireMediaType(contentType: string | undefined): AssetMediaType {
  const { data } = AssetMediaType.safeParse(contentType?.trim().toLowerCase());
  if (data) return data;
  const message = "Send the file as it is, with the Content-Type image/png, image/jpeg or application/pdf.";
  throw new ApiError("UNSUPPORTED_MEDIA_TYPE", { message });
}
