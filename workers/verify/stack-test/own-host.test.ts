import { request } from "node:http";
import { setVerifyHost } from "@attestry/scripts/admin/public-pages";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { expect, it } from "vitest";

const stack = useStack();

/** As a request arrives that DNS brought here by another name. */
function askAt(host: string, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stack.verifyUrl);
    const asking = request({ hostname, port, path, headers: { Host: host } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    asking.on("error", reject);
    asking.end();
  });
}

it("an organization's live certificates name its own host and are shown there, by it alone; the deployment's address goes on", async () => {
  const [owner, other] = [
    await createTestOrganization(stack.sql, { credits: 5 }),
    await createTestOrganization(stack.sql, { credits: 5 }),
  ];
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

  const foreign = await new ApiClient(stack.apiUrl, other.live.secret).issue();
  const sandbox = await new ApiClient(stack.apiUrl, owner.sandbox.secret).issue();
  expect(new URL(sandbox.verificationUrl).host).toBe(new URL(stack.verifyUrl).host);
  for (const path of [`/${foreign.certificateId}`, `/${sandbox.certificateId}`, `/${owner.slug}/${issued.certificateId}`]) {
    expect([path, (await askAt(verifyHost, path)).status]).toEqual([path, 404]);
  }
  expect((await askAt("verify.stranger.example", `/${issued.certificateId}`)).status).toBe(404);
});
