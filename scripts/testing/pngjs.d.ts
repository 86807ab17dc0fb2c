// pngjs has no types of its own; this is what we use of it.
declare module "pngjs" {
  type Picture = { width: number; height: number; data: Buffer };
  export const PNG: {
    sync: {
      read(png: Buffer, options?: { checkCRC?: boolean }): Picture;
      write(picture: Picture, options?: { colorType?: 0 | 2 | 4 | 6; deflateLevel?: number; deflateStrategy?: number; filterType?: number }): Buffer;
    };
  };
}
