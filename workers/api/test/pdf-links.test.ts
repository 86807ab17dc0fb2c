import { signPath } from "@attestry/certificate/signed-path";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();

describe("a link to a PDF", () => {
  let url: string;
  let otherUrl: string;
  beforeAll(async () => {
    const client = new ApiClient(stack.apiUrl, (await createTestOrganization(stack.sql)).sandbox.secret);
    url = (await client.issue()).pdf.url;
    otherUrl = (await client.issue()).pdf.url;
  });

  it("gives the PDF without a key, named by its certificate", async () => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toMatch(/^inline; filename="TST-[0-9A-Z-]+\.pdf"$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toMatch(/^%PDF-/);
  });

  it("lives 3,600 seconds from the issue", () => {
    const expires = Number(new URL(url).searchParams.get("expires"));
    expect(expires - Date.now() / 1000).toBeGreaterThan(3500);
    expect(expires - Date.now() / 1000).toBeLessThanOrEqual(3601);
  });

  it("fails after its expiry, although the signature is right", async () => {
    const { pathname, origin } = new URL(url);
    const expired = signPath(new TextEncoder().encode(stack.linkSigningKey), pathname, Math.floor(Date.now() / 1000) - 1);
    const response = await fetch(origin + expired);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "FORBIDDEN", message: expect.stringContaining("expired") } });
    const alive = signPath(new TextEncoder().encode(stack.linkSigningKey), pathname, Math.floor(Date.now() / 1000) + 5);
    expect((await fetch(origin + alive)).status).toBe(200);
  });

  it("fails with any one byte changed, also where an encoding would forgive it", async () => {
    const { origin } = new URL(url);
    const signed = url.slice(origin.length);
    const statuses = new Set<number>();
    for (let i = "/v1/files/".length; i < signed.length; i++) {
      const character = signed.charAt(i);
      const flipped = character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
      for (const other of new Set([flipped, character === "0" ? "1" : "0"])) {
        if (other === character) continue;
        const response = await fetch(origin + signed.slice(0, i) + other + signed.slice(i + 1));
        await response.arrayBuffer();
        statuses.add(response.status);
      }
    }
    for (const extra of ["&x=1", "&signature=", "%00"]) statuses.add((await fetch(url + extra)).status);
    expect([...statuses].filter((status) => status < 400 || status >= 500)).toEqual([]);
  });

  it("fails for another object", async () => {
    const { search } = new URL(url);
    const { origin, pathname } = new URL(otherUrl);
    expect((await fetch(origin + pathname + search)).status).toBe(403);
  });

  it("lists nothing", async () => {
    for (const path of ["/v1/files", "/v1/files/", "/v1/files/sandbox", "/v1/files/sandbox/"]) {
      expect((await fetch(stack.apiUrl + path)).status).toBe(401);
    }
  });
});
