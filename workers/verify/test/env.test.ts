import { createReceiptSigningKeys } from "@attestry/scripts/stack/local-secrets";
import { expect, test } from "vitest";
import { parseConfig } from "../src/env.ts";

const variables = {
  LIVE_VERIFY_URL: "https://verify.example.com/",
  SANDBOX_VERIFY_URL: "http://localhost:8788/sandbox//",
  SUPABASE_URL: "http://localhost:54321/",
  SUPABASE_SECRET_KEY: "canary-key",
  RECEIPT_SIGNING_KEYS: createReceiptSigningKeys(),
  LINK_SIGNING_KEY: "canary".repeat(6),
};

test("bases lose their trailing slashes", () => {
  expect(parseConfig(variables).verifyBases).toEqual({
    live: "https://verify.example.com",
    sandbox: "http://localhost:8788/sandbox",
  });
});

test.each([
  "",
  "verify.example.com",
  "ftp://verify.example.com",
  "https://user@verify.example.com",
  "https://verify.example.com?x",
  "https://verify.example.com/#x",
  "https://verify.example.com/../x",
  "https://verify.example.com/a//b",
  "https://Verify.example.com",
  "https://verify.example.com\\x",
  "javascript:x",
])("%j is no base", (url) => {
  expect(() => parseConfig({ ...variables, LIVE_VERIFY_URL: url })).toThrow(/LIVE_VERIFY_URL/);
});

test("the sandbox and live cannot share a base", () => {
  expect(() => parseConfig({ ...variables, SANDBOX_VERIFY_URL: "https://verify.example.com" })).toThrow(/SANDBOX_VERIFY_URL/);
});

test("what is missing is named, and no value is printed", () => {
  expect(() => parseConfig({ ...variables, SUPABASE_URL: "canary-url" })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("canary") }),
  );
});

test.each(["", "canary", `MC4CAQAwBQYDK2VwBCIEI${"canary".repeat(7)}`, `${createReceiptSigningKeys()},canary`])(
  "%j signs no receipt, and is not printed",
  (keys) => {
    const parse = () => parseConfig({ ...variables, RECEIPT_SIGNING_KEYS: keys });
    expect(parse).toThrow(/RECEIPT_SIGNING_KEYS/);
    expect(parse).toThrow(expect.objectContaining({ message: expect.not.stringContaining("canary") }));
  },
);
