import { createPublicKey, verify } from "node:crypto";
import { compactVerify, createLocalJWKSet } from "jose";
import { expect, test } from "vitest";
import { z } from "zod";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

const Keys = z.object({ keys: z.array(z.object({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string() })) });
const decode = (part: string) => Buffer.from(part, "base64url");
const results = ["verified", "revoked", "expired", "invalid", "not_found"] as const;

/** Checks a receipt as anyone could, with Node's own cryptography and the published keys, and gives its claims. */
async function readReceipt(pages: ReturnType<typeof makePages>, path: string) {
  const response = await pages.get(`${path}/receipt`);
  expect(response.headers.get("Content-Type")).toBe("application/jose");
  expect(response.headers.get("Content-Disposition")).toBe('attachment; filename="CX-CLIENT-0001.receipt.jws"');
  const [header = "", payload = "", signature = ""] = (await response.text()).split(".");
  const { alg, kid } = z.object({ alg: z.string(), kid: z.string() }).parse(JSON.parse(decode(header).toString()));
  const { keys } = Keys.parse(await (await pages.get("/.well-known/jwks.json")).json());
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new Error("The key is not published.");
  expect(alg).toBe("EdDSA");
  const publicKey = createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: "jwk" });
  expect(verify(null, Buffer.from(`${header}.${payload}`), publicKey, decode(signature))).toBe(true);
  const forged = Buffer.from(payload);
  forged[10] = (forged[10] ?? 0) ^ 1;
  expect(verify(null, Buffer.from(`${header}.${forged.toString()}`), publicKey, decode(signature))).toBe(false);
  return z.record(z.string(), z.json()).parse(JSON.parse(decode(payload).toString()));
}

test.each(results)("a receipt says what was asked, that it was %s, and when, signed by a published key", async (result) => {
  for (const [environment, base] of [
    ["live", ""],
    ["sandbox", "/sandbox"],
  ] as const) {
    const pages = makePages(makeVerification(result, { environment }));
    const claims = await readReceipt(pages, `${base}/CX-CLIENT-0001`);
    expect(claims).toMatchObject({
      iss: `https://verify.example.com${base}`,
      sub: `https://verify.example.com${base}/CX-CLIENT-0001`,
      iat: Date.parse("2026-11-22T19:30:00.000Z") / 1000,
      environment,
      result,
    });
    expect(pages.calls[0]?.input).toMatchObject({ source: "receipt" });
  }
});

test("nothing is signed about what can be no id: its receipt would name another page", async () => {
  for (const id of ["CX-1%20", "CX-1%23", "CX-1%3F", "CX-1%2F", "CX-1%00", "..%2F", "C".repeat(65), "card", "robots.txt"]) {
    const pages = makePages(makeVerification("not_found"));
    const response = await pages.get(`/${id}/receipt`);
    expect([id, response.status, response.headers.get("Content-Type")]).toEqual([id, 404, "text/html; charset=UTF-8"]);
    expect(pages.calls).toEqual([]);
  }
});

test("at a host of which nobody knows whether it is anybody's, only what is found gets a receipt", async () => {
  for (const host of ["verify.acme.example", "bank.example.com"]) {
    const missing = await makePages(makeVerification("not_found")).get(`https://${host}/CX-CLIENT-0001/receipt`);
    expect([missing.status, missing.headers.get("Content-Type")]).toEqual([404, "text/html; charset=UTF-8"]);
  }
  const found = await readReceipt(makePages(makeVerification("revoked")), "https://verify.acme.example/CX-CLIENT-0001");
  expect(found).toMatchObject({ sub: "https://verify.acme.example/CX-CLIENT-0001", result: "revoked" });
});

test("a page leads to its receipt, whatever was found, and to none where none is given", async () => {
  const link = 'href="/CX-CLIENT-0001/receipt"';
  for (const result of results) {
    expect([result, (await makePages(makeVerification(result)).read("/CX-CLIENT-0001")).includes(link)]).toEqual([result, true]);
  }
  const missing = makePages(makeVerification("not_found"));
  expect(await missing.read("/CX%20CLIENT")).not.toContain("/receipt");
  expect(await missing.read("https://verify.acme.example/CX-CLIENT-0001")).not.toContain("/receipt");
});

test("a receipt binds the record by its hash and repeats nothing of what it says", async () => {
  const verification = makeVerification("revoked");
  const claims = await readReceipt(makePages(verification), "/CX-CLIENT-0001");
  expect(claims).toMatchObject({
    certificateHash: verification.certificate?.certificateHash,
    revokedAt: "2026-08-03T14:12:00.000Z",
  });
  expect(JSON.stringify(claims)).not.toMatch(/Aina|Safety|Certifyx|Farah|wrong person/);
});

test("a receipt is checked with a library in the way that the guide shows", async () => {
  const pages = makePages(makeVerification("verified"));
  const keys = JSON.parse(await pages.read("/.well-known/jwks.json"));
  const receipt = await pages.read("/CX-CLIENT-0001/receipt");
  const { payload } = await compactVerify(receipt, createLocalJWKSet(keys));
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ result: "verified" });
  await expect(compactVerify(`${receipt.slice(0, -4)}AAAA`, createLocalJWKSet(keys))).rejects.toThrow();
});

test("only the public half of a key is published", async () => {
  const text = await makePages(makeVerification("verified")).read("/.well-known/jwks.json");
  expect(JSON.parse(text).keys[0]).not.toHaveProperty("d");
});
