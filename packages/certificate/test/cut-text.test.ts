import { expect, test } from "vitest";
import { cutText } from "../src/cut-text.ts";

test("what is cut in the midst of a pair, or was written without its half, is well formed and no longer than asked", () => {
  expect(cutText("Aina 😀", 6)).toBe("Aina \ufffd");
  expect(cutText("Aina 😀", 7)).toBe("Aina 😀");
  expect(cutText("\ud800x\udc00", 10)).toBe("\ufffdx\ufffd");
});

test("no NUL is left", () => {
  expect(cutText("\0a\0", 10)).toBe("\ufffda\ufffd");
});
