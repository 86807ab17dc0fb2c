import { OpenAPIHono } from "@hono/zod-openapi";
import { addDrawCertificate } from "./certificates/draw.ts";
import { addGetCertificate } from "./certificates/get.ts";
import { addIssueCertificate } from "./certificates/issue.ts";
import { addListCertificates } from "./certificates/list.ts";
import { addRevokeCertificate } from "./certificates/revoke.ts";
import { addDocs } from "./docs.ts";
import { addDownloadFile } from "./files/download.ts";
import { addDownloadPicture } from "./files/download-picture.ts";
import type { Api, ApiEnv } from "./requests/api.ts";
import { readKey, requireKey } from "./requests/authenticate-key.ts";
import { limitRate } from "./requests/limit-rate.ts";
import { readBody } from "./requests/read-body.ts";
import { recordRequest } from "./requests/record-request.ts";
import { refuseInvalidInput } from "./requests/refuse-invalid-input.ts";
import { respondNotFound, respondWithError } from "./requests/respond-with-error.ts";
import { addListTemplates } from "./templates/list.ts";
import { addVerifyCertificate } from "./verifications/verify.ts";

/** Every endpoint there is. What stands below `limitRate` is counted; what stands below `requireKey` answers to a key alone. */
export function createApp(): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalidInput });
  api.onError(respondWithError);
  api.notFound(respondNotFound);
  api.use(recordRequest);

  addDocs(api);

  api.use("/v1/*", readKey, limitRate);
  addDownloadFile(api);
  addDownloadPicture(api);

  api.use("/v1/*", requireKey, readBody);
  addIssueCertificate(api);
  addListCertificates(api);
  addGetCertificate(api);
  addDrawCertificate(api);
  addRevokeCertificate(api);
  addVerifyCertificate(api);
  addListTemplates(api);

  return api;
}
