const encoder = new TextEncoder();
const decoder = new TextDecoder();
// A call with more would overflow the stack.
const mostArguments = 8192;

export const utf8 = {
  encode: (text: string) => new Uint8Array(encoder.encode(text)),
  decode: (bytes: ArrayBuffer) => decoder.decode(bytes),
};

export const base64 = {
  encode: (bytes: Uint8Array) => {
    let text = "";
    for (let start = 0; start < bytes.length; start += mostArguments) {
      text += String.fromCharCode(...bytes.subarray(start, start + mostArguments));
    }
    return btoa(text);
  },
  /** Throws a DOMException when the text is not base64. */
  decode: (text: string) => {
    const decoded = atob(text);
    const bytes = new Uint8Array(decoded.length);
    for (let at = 0; at < decoded.length; at++) bytes[at] = decoded.charCodeAt(at);
    return bytes;
  },
};
