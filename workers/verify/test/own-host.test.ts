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

it("what else an address at an own host names is that organization's or nobody's, and none of the sandbox", async () => {
  const { calls, get } = makePages(makeVerification("not_found"));
  expect((await get(`${host}/other/CX-1`)).status).toBe(404);
  expect((await get(`${host}/sandbox/CX-1`)).status).toBe(404);
  for (const { input } of calls) expect(input).toMatchObject({ environment: "live", verifyHost: "verify.acme.example" });
});

it("a typed id, a typed address and oEmbed work below the own host; another base's is looked for among the owner's", async () => {
  const { get } = makePages(makeVerification("verified"));
  const openedBy = async (typed: string) =>
    (await get(`${host}/?certificateId=${encodeURIComponent(typed)}`)).headers.get("Location");
  expect(await openedBy("CX-1")).toBe("/CX-1");
  expect(await openedBy(`${host}/CX-1`)).toBe("/CX-1");
  expect(await openedBy("acme/CX-1")).toBe("/acme/CX-1");
  const embed = (url: string) => get(`${host}/_/oembed?url=${encodeURIComponent(url)}`);
  expect((await embed(`${host}/CX-1`)).status).toBe(200);
  expect((await embed("https://verify.example.com/CX-1")).status).toBe(404);
});

it("an own host's address that is typed at the deployment's is looked up there, by the host", async () => {
  const { calls, get } = makePages(makeVerification("verified"));
  const answer = await get(`https://verify.example.com/?certificateId=${encodeURIComponent(`${host}/CX-1`)}`);
  expect(answer.headers.get("Location")).toBe("/verify.acme.example/CX-1");
  await get("https://verify.example.com/verify.acme.example/CX-1");
  expect(calls).toMatchObject([{ input: { verifyHost: null, organizationSlug: "verify.acme.example", reference: "CX-1" } }]);
});

it("the base's own host is never taken for somebody's, whatever the path", async () => {
  const { calls, get } = makePages(makeVerification("verified"));
  await get("https://verify.example.com/CX-1");
  expect(calls).toMatchObject([{ input: { verifyHost: null, organizationSlug: null } }]);
});
