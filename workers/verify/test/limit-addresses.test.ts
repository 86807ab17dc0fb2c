import { afterEach, expect, test, vi } from "vitest";
import { bases, makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

afterEach(() => vi.restoreAllMocks());

test("an address past its limit is told to wait, and the register is not asked", async () => {
  const addresses: string[] = [];
  const pages = makePages(makeVerification("verified"), bases, async (address) => addresses.push(address) < 2);
  const from = (address: string, accept = "text/html") =>
    pages.get("/CX-1", { headers: { "CF-Connecting-IP": address, Accept: accept } });
  expect((await from("192.0.2.7")).status).toBe(200);
  const page = await from("2001:db8:0:1:aaaa::1");
  expect(page.status).toBe(429);
  expect(page.headers.get("Retry-After")).toBe("60");
  expect(await page.text()).toContain("Too many look-ups");
  expect(await (await from("192.0.2.7", "application/json")).json()).toMatchObject({ error: { code: "RATE_LIMITED" } });
  expect(pages.calls).toHaveLength(1);
  expect(addresses).toEqual(["192.0.2.7", "2001:db8:0:1", "192.0.2.7"]);
});

test("the landing page and the robots file are not counted", async () => {
  const pages = makePages(makeVerification("verified"), bases, async () => false);
  for (const path of ["/", "/robots.txt"]) expect((await pages.get(path)).status).toBe(200);
});
