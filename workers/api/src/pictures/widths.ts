/** The widths a picture can have, in pixels. A short list: each one of each certificate is kept, and no caller can fill the bucket. */
export const pictureWidths = [200, 400, 600, 800, 1200, 1600, 2400] as const;

export const usualPictureWidth = 1200;

export function isPictureWidth(width: number): boolean {
  return pictureWidths.some((allowed) => allowed === width);
}
