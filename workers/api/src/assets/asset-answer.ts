import { AssetMediaType, type AssetRow } from "@attestry/database/asset-row";
import { z } from "zod";
import { Moment } from "../requests/fields.ts";

export const Asset = z
  .strictObject({
    id: z.string().meta({
      description: "Lower-case hex SHA-256 of its bytes: what a design names.",
      example: "b7a5c0d95ad9fb9ef0a7a4d10c1a1c8e2f5d3f1c9b0a4e6d7c8b9a0f1e2d3c4b",
    }),
    media_type: AssetMediaType.meta({ example: "image/png" }),
    size_bytes: z.int().meta({ example: 48213 }),
    created_at: Moment,
  })
  .meta({ id: "Asset" });

export function toAsset({ sha256, mediaType, sizeBytes, createdAt }: AssetRow): z.infer<typeof Asset> {
  return { id: sha256, media_type: mediaType, size_bytes: sizeBytes, created_at: createdAt };
}
