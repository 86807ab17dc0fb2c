import { writeFileSync } from "node:fs";
import encodeQR from "qr";

const [width, height, modulePixels] = [640, 480, 8];

/** A YUV4MPEG2 video of a QR code, black on grey: what a browser takes for the picture of a camera. */
export function writeQrVideo(file: string, text: string): void {
  const rows = encodeQR(text, "raw", { border: 2 });
  const luma = new Uint8Array(width * height).fill(200);
  const left = Math.floor((width - rows.length * modulePixels) / 2);
  const top = Math.floor((height - rows.length * modulePixels) / 2);
  rows.forEach((row, y) => {
    row.forEach((isDark, x) => {
      for (let line = 0; line < modulePixels; line++) {
        const at = (top + y * modulePixels + line) * width + left + x * modulePixels;
        luma.fill(isDark ? 30 : 220, at, at + modulePixels);
      }
    });
  });
  const colour = new Uint8Array((width / 2) * (height / 2) * 2).fill(128);
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`), luma, colour]),
  );
}
