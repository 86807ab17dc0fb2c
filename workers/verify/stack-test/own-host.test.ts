import { setVerifyHost } from "@attestry/scripts/admin/public-pages";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { askAtHost } from "@attestry/scripts/testing/ask-at-host";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { expect, it } from "vitest";

const stack = useStack();

const askAt = (host: string, path: string) => askAtHost(stack.verifyUrl, host, path);

it("an organization's live certificates name its own host and are shown there, none of the sandbox; the deployment's address goes on", async () => {
  const owner = await createTestOrganization(stack.sql, { credits: 5 });
  const client = new ApiClient(stack.apiUrl, owner.live.secret);
  const before = await client.issue();
  const verifyHost = `verify-${owner.id.slice(0, 8)}.acme.example`;
  await setVerifyHost(stack.sql, { organizationId: owner.id, verifyHost });

  const issued = await client.issue();
  expect(issued.verificationUrl).toBe(`https://${verifyHost}/${issued.certificateId}`);
  const shown = await askAt(verifyHost, `/${issued.certificateId}`);
  expect([shown.status, shown.text.includes(`<span>${issued.certificateHash.slice(0, 8)}</span>`)]).toEqual([200, true]);
  expect((await fetch(before.verificationUrl)).status).toBe(200);
  expect((await askAt(verifyHost, `/${before.certificateId}`)).status).toBe(200);

  const sandbox = await new ApiClient(stack.apiUrl, owner.sandbox.secret).issue();
  expect(new URL(sandbox.verificationUrl).host).toBe(new URL(stack.verifyUrl).host);
  const byName = [owner.slug, owner.id, verifyHost].map((name) => `/${name}/${issued.certificateId}`);
  for (const path of byName) expect([path, (await askAt(verifyHost, path)).status]).toEqual([path, 200]);
  expect((await fetch(`${stack.verifyUrl}/${verifyHost}/${issued.certificateId}`)).status).toBe(200);
  for (const path of [`/${sandbox.certificateId}`, `/${owner.slug}/${sandbox.certificateId}`]) {
    expect([path, (await askAt(verifyHost, path)).status]).toEqual([path, 404]);
  }
  expect((await askAt("verify.stranger.example", `/${issued.certificateId}`)).status).toBe(404);
});
