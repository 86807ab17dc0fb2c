// How large a page is. It must never depend on anything but the design.
import type { Design } from "./design.ts";

export type PageSize = { width: number; height: number };

const portraits = {
  A3: { width: 841.89, height: 1190.55 },
  A4: { width: 595.28, height: 841.89 },
  A5: { width: 419.53, height: 595.28 },
  Letter: { width: 612, height: 792 },
  Legal: { width: 612, height: 1008 },
} as const;

/** Width and height in points, turned as the design says. */
export function toPageSize(page: Design["page"]): PageSize {
  if (typeof page.size !== "string") return page.size;
  const { width, height } = portraits[page.size];
  return page.orientation === "portrait" ? { width, height } : { width: height, height: width };
}
