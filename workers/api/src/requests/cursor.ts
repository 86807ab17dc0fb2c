import { ApiError } from "@attestry/certificate/api-error";
import { z } from "zod";

/** The position of a page's last row: its time in microseconds and its uuid. It names nothing that the key may not read. */
const Position = z.tuple([z.iso.datetime({ precision: 6 }).regex(/^2/), z.guid()]);

export function toCursor({ createdAt, id }: { createdAt: string; id: string }): string {
  return btoa(JSON.stringify([createdAt, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Throws VALIDATION_ERROR. */
export function parseCursor(cursor: string): { createdAt: string; id: string } {
  try {
    const [createdAt, id] = Position.parse(JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
    return { createdAt, id };
  } catch {
    const issues = [{ path: "cursor", message: "is not a nextCursor of this list" }];
    throw new ApiError("VALIDATION_ERROR", { message: "Request query is invalid.", issues });
  }
}
