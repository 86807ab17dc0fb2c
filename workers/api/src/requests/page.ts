// Lists are read page by page, newest first. A cursor is the position of a page's last row and names nothing that the key may not read.
import { ApiError } from "@attestry/certificate/api-error";
import { z } from "zod";
import { wholeNumber } from "./whole-number.ts";

export const limitField = wholeNumber(1, 100).default(20).meta({ example: 20 });
export const nextCursorField = z.string().nullable().meta({ description: "Null on the last page.", example: null });

/** What every list's query has. */
export const pageQuery = {
  limit: limitField,
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
};

type PageQuery = { limit: number; cursor?: string | undefined };
/** `createdAt` in microseconds, `id` a uuid. */
type Position = { createdAt: string; id: string };
const Position = z.tuple([z.iso.datetime({ precision: 6 }).regex(/^2/), z.guid()]);

/** What a list is asked for. Throws VALIDATION_ERROR. */
export function toRange({ limit, cursor }: PageQuery): { limit: number; after: Position | null } {
  return { limit, after: cursor === undefined ? null : parseCursor(cursor) };
}

/** Of rows of which there is one more than `limit` where another page follows. */
export function cutPage<Row>(rows: Row[], limit: number, toCursor: (last: Row) => string) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { page, nextCursor: last === undefined ? null : toCursor(last) };
}

export function toCursor({ position, id }: { position: string; id: string }): string {
  return btoa(JSON.stringify([position, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

function parseCursor(cursor: string): Position {
  try {
    const [createdAt, id] = Position.parse(JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
    return { createdAt, id };
  } catch {
    const issues = [{ path: "cursor", message: "is not a nextCursor of this list" }];
    throw new ApiError("VALIDATION_ERROR", { message: "Request query is invalid.", issues });
  }
}
