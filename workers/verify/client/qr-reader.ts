// Reads QR codes where the browser cannot: loaded when a visitor turns the camera on, and not before.
import { BarcodeDetector } from "qr/decode.js";

/** Works like the browser's own (Shape Detection API). */
export function openQrReader(): BarcodeDetector {
  return new BarcodeDetector({ formats: ["qr_code"] });
}
