import { z } from "zod";

export const AssetMediaType = z.enum(["image/png", "image/jpeg", "application/pdf"]);
export type AssetMediaType = z.infer<typeof AssetMediaType>;

/** An asset as attestry.asset_json gives it. */
export const AssetRow = z.object({
  sha256: z.string(),
  mediaType: AssetMediaType,
  sizeBytes: z.int(),
  createdAt: z.string(),
});
export type AssetRow = z.infer<typeof AssetRow>;
