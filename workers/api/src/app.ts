import { OpenAPIHono } from "@hono/zod-openapi";
import { addListAssets } from "./assets/list.ts";
import { addUploadAsset } from "./assets/upload.ts";
import { addCancelBatch } from "./batches/cancel.ts";
import { addDownloadBatchArchive } from "./batches/download-archive.ts";
import { addDownloadBatchResults } from "./batches/download-results.ts";
import { addGetBatch } from "./batches/get.ts";
import { addListBatches } from "./batches/list.ts";
import { addListBatchItems } from "./batches/list-items.ts";
import { addRetryBatch } from "./batches/retry.ts";
import { addWatchBatch } from "./batches/watch.ts";
import { addBulkIssueCertificates } from "./certificates/bulk.ts";
import { addBulkRevokeCertificates } from "./certificates/bulk-revoke.ts";
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
import { readFileBody, readJsonBody } from "./requests/read-body.ts";
import { recordRequest } from "./requests/record-request.ts";
import { refuseInvalidInput } from "./requests/refuse-invalid-input.ts";
import { respondNotFound, respondWithError } from "./requests/respond-with-error.ts";
import { addActivateTemplate } from "./templates/activate.ts";
import { addArchiveTemplate } from "./templates/archive.ts";
import { addCreateTemplate } from "./templates/create.ts";
import { addDownloadTemplateCsv } from "./templates/download-csv.ts";
import { addGetTemplate } from "./templates/get.ts";
import { addListTemplates } from "./templates/list.ts";
import { addPreflightTemplate } from "./templates/preflight.ts";
import { addPreviewTemplate } from "./templates/preview.ts";
import { addPreviewDesign } from "./templates/preview-design.ts";
import { addUpdateTemplate } from "./templates/update.ts";
import { addVerifyCertificate } from "./verifications/verify.ts";

const mebibyte = 1024 * 1024;

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

  api.use("/v1/*", requireKey);
  api.use("/v1/assets", readFileBody({ mostBytes: 5 * mebibyte, mostSeconds: 60 }));
  api.use("/v1/certificates/bulk", readFileBody({ mostBytes: 32 * mebibyte, mostSeconds: 120 }));
  api.use("/v1/certificates/bulk-revoke", readJsonBody({ mostBytes: mebibyte, mostSeconds: 15 }));
  api.use("/v1/templates/:templateId/preflight", readJsonBody({ mostBytes: 4 * mebibyte, mostSeconds: 30 }));
  api.use("/v1/*", readJsonBody({ mostBytes: mebibyte / 4, mostSeconds: 15 }));
  addIssueCertificate(api);
  addBulkIssueCertificates(api);
  addListCertificates(api);
  addGetCertificate(api);
  addDrawCertificate(api);
  addRevokeCertificate(api);
  addBulkRevokeCertificates(api);
  addListBatches(api);
  addGetBatch(api);
  addListBatchItems(api);
  addDownloadBatchResults(api);
  addDownloadBatchArchive(api);
  addWatchBatch(api);
  addCancelBatch(api);
  addRetryBatch(api);
  addVerifyCertificate(api);
  addListTemplates(api);
  addCreateTemplate(api);
  addPreviewDesign(api);
  addGetTemplate(api);
  addDownloadTemplateCsv(api);
  addUpdateTemplate(api);
  addActivateTemplate(api);
  addArchiveTemplate(api);
  addPreviewTemplate(api);
  addPreflightTemplate(api);
  addUploadAsset(api);
  addListAssets(api);

  return api;
}
