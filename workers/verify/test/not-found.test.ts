import { expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readHeadline, withoutReceipt } from "./read-page.ts";

test("a missing certificate and another organization's answer the same bytes, whatever the address and the hour", async () => {
  const missing = makePages(makeVerification("not_found"));
  const later = makePages({ ...makeVerification("not_found"), checkedAt: "2027-01-01T00:00:00.000Z" });
  const page = await missing.read("/CX-MISSING");
  for (const [path, asked, isPossibleId] of [
    ["/CX-FOREIGN", "CX-FOREIGN", true],
    ["/acme/CX-MISSING", "acme/CX-MISSING", true],
    ["/unknown-slug/x", "unknown-slug/x", true],
    ["/%00%22", "??", false],
    [`/${"x".repeat(300)}`, "x".repeat(65), false],
  ] as const) {
    const response = await later.get(path);
    expect(response.status).toBe(404);
    // But for what was asked for, which stays in the field for another try, and of which there is a receipt where it can be an id.
    const expected = page
      .replace(' value="CX-MISSING"', ` value="${asked}"`)
      .replace("/CX-MISSING</code>", `/${asked}</code>`)
      .replace('"/CX-MISSING/receipt"', `"/${asked}/receipt"`);
    expect(await response.text()).toBe(isPossibleId ? expected : withoutReceipt(expected));
  }
  expect(readHeadline(page)).toBe("Not found");
});

test("the headers of two misses differ by the request id alone", async () => {
  const pages = makePages(makeVerification("not_found"));
  const [one, two] = await Promise.all([pages.get("/CX-MISSING"), pages.get("/acme/CX-FOREIGN")]);
  const withoutId = (response: Response) => [...response.headers].filter(([name]) => name !== "x-request-id");
  expect(withoutId(one)).toEqual(withoutId(two));
});

test("what is no certificate's address is answered without a look-up", async () => {
  const pages = makePages(makeVerification("verified"));
  for (const path of [
    "/a/b/c",
    "/UPPER/CX-1",
    "/.well-known/security.txt",
    "//evil.example/x",
    "https://verify.example.com:8443/CX-1",
    "https://192.0.2.7/CX-1",
    "https://localhost/CX-1",
  ]) {
    const response = await pages.get(path);
    expect(response.status).toBe(404);
    expect(readHeadline(await response.text())).toBe("No such page");
  }
  expect((await pages.get("/CX-1", { method: "POST" })).status).toBe(404);
  expect(pages.calls).toEqual([]);
});
