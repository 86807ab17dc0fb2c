import { expect, it } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

const host = "https://verify.acme.example";

it("a page at an organization's own host asks for that organization's live certificate, and names itself by that host", async () => {
  const { calls, read } = makePages(makeVerification("verified"));
  const page = await read(`${host}/CX-1`);
  expect(calls).toMatchObject([
    {
      name: "verify_publicly",
      input: { environment: "live", verifyHost: "verify.acme.example", organizationSlug: null, reference: "CX-1" },
    },
  ]);
  expect(page).toContain(`${host}/CX-1`);
  expect(page).not.toContain("verify.example.com/CX-1");
});

it("nobody else's certificates are shown at an own host, and none of the sandbox", async () => {
  const { calls, get } = makePages(makeVerification("verified"));
  expect((await get(`${host}/other/CX-1`)).status).toBe(404);
  expect((await get(`${host}/sandbox/CX-1`)).status).toBe(404);
  expect(calls).toEqual([]);
});

it("a typed id, a typed address and oEmbed work below the own host, and not for another base", async () => {
  const { get } = makePages(makeVerification("verified"));
  const openedBy = async (typed: string) =>
    (await get(`${host}/?certificateId=${encodeURIComponent(typed)}`)).headers.get("Location");
  expect(await openedBy("CX-1")).toBe("/CX-1");
  expect(await openedBy(`${host}/CX-1`)).toBe("/CX-1");
  expect(await openedBy("acme/CX-1")).toBeNull();
  const embed = (url: string) => get(`${host}/_/oembed?url=${encodeURIComponent(url)}`);
  expect((await embed(`${host}/CX-1`)).status).toBe(200);
  expect((await embed("https://verify.example.com/CX-1")).status).toBe(404);
});

it("the base's own host is never taken for somebody's, whatever the path", async () => {
  const { calls, get } = makePages(makeVerification("verified"));
  await get("https://verify.example.com/CX-1");
  expect(calls).toMatchObject([{ input: { verifyHost: null, organizationSlug: null } }]);
});
