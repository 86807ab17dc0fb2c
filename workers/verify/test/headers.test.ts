import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

afterEach(() => vi.restoreAllMocks());

const paths = [
  "/CX-1",
  "/acme/CX-1",
  "/sandbox/CX-1",
  "/",
  "/?certificateId=CX-1",
  "/?certificateId=*",
  "/a/b/c",
  "/robots.txt",
  "/favicon.ico",
];

test("every answer carries the same strict headers, whatever it answers", async () => {
  for (const reply of [makeVerification("verified"), makeVerification("not_found"), new Error("down")]) {
    for (const path of paths) {
      for (const accept of ["text/html", "application/json"]) {
        const { headers } = await makePages(reply).get(path, { headers: { Accept: accept } });
        const policy = "default-src 'none'; style-src 'sha256-…'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        expect(headers.get("Content-Security-Policy")?.replace(/sha256-[A-Za-z0-9+/]{43}=/, "sha256-…")).toBe(policy);
        expect(headers.get("Cache-Control")).toBe("no-store");
        expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
        expect(headers.get("Referrer-Policy")).toBe("no-referrer");
        expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000; includeSubDomains");
        expect(headers.get("X-Robots-Tag")).toBe("noindex");
        expect(headers.get("Vary")).toBe("Accept");
        expect(headers.get("X-Request-Id")).toMatch(/^req_[0-9a-z]{24}$/);
        expect(headers.get("Set-Cookie")).toBeNull();
      }
    }
  }
});

test("the policy admits the page's own style and no other", async () => {
  const response = await makePages(makeVerification("verified")).get("/CX-1");
  const style = /<style>([\s\S]*?)<\/style>/.exec(await response.text())?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(style.length).toBeGreaterThan(1000);
  expect(response.headers.get("Content-Security-Policy")).toContain(`style-src 'sha256-${hash}';`);
});

test("a request leaves one log line, with the route's pattern and nothing of what was looked up or of who asked", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const response = await makePages(makeVerification("verified")).get("/acme/CX-CLIENT-0001?q=1", {
    headers: { "CF-Connecting-IP": "192.0.2.7", "User-Agent": "Canary" },
  });
  const requestId = response.headers.get("X-Request-Id");
  const [line] = log.mock.calls.map(([text]) => String(text));
  expect(log).toHaveBeenCalledTimes(1);
  expect(JSON.parse(line ?? "")).toMatchObject({
    level: "info",
    requestId,
    method: "GET",
    route: "/:environment/:organizationSlug/:certificateId",
    status: 200,
    environment: "live",
  });
  expect(line).not.toMatch(/CX-CLIENT|acme|192\.0|Canary|Aina|q=1/);
});
