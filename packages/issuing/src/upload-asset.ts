// Takes in a file that designs may show. It must never store what another tenant could reach, what is not what it is called, or what
// there is no room for: a file that is stored before it is refused counts against no limit.
import { ApiError } from "@attestry/certificate/api-error";
import { addAsset } from "@attestry/database/add-asset";
import type { AssetMediaType } from "@attestry/database/asset-row";
import { getUploadContext } from "@attestry/database/get-upload-context";
import { assetFileName } from "./file-name.ts";
import { findAssetProblem } from "./find-asset-problem.ts";
import type { IssuingCaller } from "./issue-certificate.ts";
import type { IssuingServices } from "./services.ts";

export type Upload = { mediaType: AssetMediaType; bytes: Uint8Array; sha256: string };

/**
 * Stores a file under its organization and hash, then records it; the same bytes twice are one asset.
 * Throws ApiError: INVALID_API_KEY, FORBIDDEN, VALIDATION_ERROR, LIMIT_REACHED, IDEMPOTENCY_CONFLICT.
 */
export async function uploadAsset(services: IssuingServices, caller: IssuingCaller, { mediaType, bytes, sha256 }: Upload) {
  const problem = findAssetProblem(mediaType, bytes);
  if (problem !== null) throw new ApiError("VALIDATION_ERROR", { issues: [{ path: "", message: `The file ${problem}.` }] });
  const { keyHash, idempotency } = caller;
  const { organization, environment } = await getUploadContext(services.database, { keyHash, idempotency, sha256 });
  await services.files[environment].put(assetFileName(organization.id, sha256), bytes, {
    sha256,
    httpMetadata: { contentType: mediaType },
  });
  return addAsset(services.database, { ...caller, sha256, mediaType, sizeBytes: bytes.length });
}
