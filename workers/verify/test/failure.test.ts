import { DatabaseFailure } from "@attestry/database/database";
import { afterEach, expect, test, vi } from "vitest";
import { makePages } from "./make-pages.ts";
import { readHeadline, readText } from "./read-page.ts";

afterEach(() => vi.restoreAllMocks());

const failures = [
  new DatabaseFailure("verify_publicly", "57P03"),
  new TypeError("fetch failed: http://secret.internal"),
  { result: "verified", certificate: { secret: "secret.internal" } },
  { result: "unheard-of" },
];

test("when the database fails, a page says that the certificate could not be checked, and never that it was not found", async () => {
  for (const failure of failures) {
    for (const path of ["/CX-1", "/sandbox/CX-1"]) {
      const response = await makePages(failure).get(path);
      const page = await response.text();
      expect(response.status).toBe(500);
      expect(readHeadline(page)).toBe("Could not be checked");
      expect(readText(page)).toContain(response.headers.get("X-Request-Id"));
      expect(page).not.toMatch(/not found|secret|57P03|verify_publicly|no certificate/i);
    }
  }
});

test("a machine is told the same, with the request id and no detail", async () => {
  for (const failure of failures) {
    const response = await makePages(failure).get("/CX-1", { headers: { Accept: "application/json" } });
    const message = "The certificate could not be checked. Try again; if it persists, tell us the request id.";
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: { code: "INTERNAL_ERROR", message, requestId: response.headers.get("X-Request-Id") },
    });
  }
});

test("the log tells a failure's place and code, and not its message", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  await makePages(new TypeError("Aina Rahman CX-CLIENT-0001")).get("/CX-CLIENT-0001");
  const [line] = log.mock.calls.map(([text]) => String(text));
  expect(JSON.parse(line ?? "")).toMatchObject({ level: "error", name: "TypeError" });
  expect(line).not.toMatch(/Aina|CX-CLIENT/);
});
