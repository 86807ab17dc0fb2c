const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const utf8 = {
  encode: (text: string) => new Uint8Array(encoder.encode(text)),
  decode: (bytes: ArrayBuffer) => decoder.decode(bytes),
};

export const base64 = {
  encode: (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")),
  /** Throws a DOMException when the text is not base64. */
  decode: (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
};
