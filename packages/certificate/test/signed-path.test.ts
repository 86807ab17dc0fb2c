import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signPath, verifySignedPath } from "../src/signed-path.ts";

const key = new TextEncoder().encode("a key of the deployment's own, long");
const signed = signPath(key, "/v1/files/sandbox/o/abc/C-1.pdf", 2_000_000_000);

describe("a signed path", () => {
  it("is HMAC-SHA-256 over method, path and expiry", () => {
    const expected = createHmac("sha256", key).update("GET\n/v1/files/sandbox/o/abc/C-1.pdf\n2000000000").digest("hex");
    expect(signed).toBe(`/v1/files/sandbox/o/abc/C-1.pdf?expires=2000000000&signature=${expected}`);
  });

  it("is valid up to its expiry and expired from then on", () => {
    expect(verifySignedPath(key, signed, 1_999_999_999)).toBe("valid");
    expect(verifySignedPath(key, signed, 2_000_000_000)).toBe("expired");
  });

  it("is forged with any character changed, added or left out", () => {
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.string({ minLength: 0, maxLength: 3 }), (at, text) => {
        const other = signed.slice(0, at) + text + signed.slice(at + 1);
        fc.pre(other !== signed);
        expect(verifySignedPath(key, other, 0)).toBe("forged");
      }),
      { numRuns: 5000 },
    );
  });

  it("is forged for another key and with the parameters in another order", () => {
    expect(verifySignedPath(new Uint8Array(32), signed, 0)).toBe("forged");
    expect(verifySignedPath(key, signed.replace(/\?(.*)&(.*)/, "?$2&$1"), 0)).toBe("forged");
  });
});
