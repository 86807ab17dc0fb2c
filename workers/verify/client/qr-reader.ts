// Reads QR codes where the browser cannot: loaded when a visitor turns the camera on, and not before.
export { BarcodeDetector } from "qr/decode.js";
