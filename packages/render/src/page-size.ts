// How large a page is. It must never depend on anything but the design.
import type { Design } from "./design.ts";

export type PageSize = { width: number; height: number };

const portraits = { A4: { width: 595.28, height: 841.89 }, Letter: { width: 612, height: 792 } } as const;

/** Width and height in points, turned as the design says. */
export function toPageSize({ size, orientation }: Design["page"]): PageSize {
  const { width, height } = portraits[size];
  return orientation === "portrait" ? { width, height } : { width: height, height: width };
}
