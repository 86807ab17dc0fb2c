import { createHash } from "node:crypto";
import { setFilesEnd } from "@attestry/scripts/admin/public-pages";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { createTestKey, createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { dataOf } from "@attestry/scripts/testing/webhook-calls";
import { expect, it } from "vitest";

const stack = useStack();
const { sql } = stack;

async function issueLinked(query = "") {
  const organization = await createTestOrganization(sql, { credits: 10 });
  const client = new ApiClient(stack.apiUrl, organization.live.secret);
  const issued = await client.issue();
  const path = `/v1/certificates/${issued.certificateId}/recipient-link${query}`;
  const link = dataOf(await client.request(path), contract.recipientLink);
  const fileAt = (name: string) => fetch(link.url.replace("?", `/${name}?`));
  return { organization, client, issued, link, fileAt };
}

it("a recipient's link leads to the certificate's page, its PDF and its picture, for as many days as asked", async () => {
  const { issued, link, fileAt } = await issueLinked("?days=2");
  expect(link.url.startsWith(`${issued.verificationUrl}?expires=`)).toBe(true);
  expect(Math.round((Date.parse(link.expiresAt) - Date.now()) / 86_400_000)).toBe(2);
  const page = await (await fetch(link.url)).text();
  expect(page).toContain("Download the PDF");
  const [own, received] = [await fetch(issued.pdf.url), await fileAt("certificate.pdf")];
  expect([received.status, received.headers.get("Content-Type")]).toEqual([200, "application/pdf"]);
  expect(received.headers.get("Content-Disposition")).toBe(`attachment; filename="${issued.certificateId}.pdf"`);
  const hash = async (response: Response) =>
    createHash("sha256")
      .update(Buffer.from(await response.arrayBuffer()))
      .digest("hex");
  expect(await hash(received)).toBe(await hash(own));
  const picture = await fileAt("certificate.png");
  expect([picture.status, picture.headers.get("Content-Type"), picture.headers.get("Cache-Control")]).toEqual([
    200,
    "image/png",
    "no-store",
  ]);
});

it("nobody without the link has the files, and a link is good for no other certificate", async () => {
  const [{ issued, link }, other] = [await issueLinked(), await issueLinked()];
  const query = link.url.slice(link.url.indexOf("?"));
  for (const address of [
    `${issued.verificationUrl}/certificate.pdf`,
    `${other.issued.verificationUrl}/certificate.pdf${query}`,
    `${issued.verificationUrl}/certificate.pdf${query}0`,
    `${issued.verificationUrl}x/certificate.pdf${query}`,
    `${issued.verificationUrl}/certificate.png`,
  ]) {
    expect([address, (await fetch(address)).status]).toEqual([address, 403]);
  }
});

it("a revocation ends the files at once where the organization wants it so, and leaves them otherwise", async () => {
  const { organization, client, issued, fileAt } = await issueLinked();
  await client.revoke(issued.certificateId);
  expect((await fileAt("certificate.pdf")).status).toBe(200);
  await setFilesEnd(sql, { organizationId: organization.id, endsOnRevocation: true });
  expect((await fileAt("certificate.pdf")).status).toBe(403);
  expect((await fileAt("certificate.png")).status).toBe(403);
  const second = await client.issue();
  const path = `/v1/certificates/${second.certificateId}/recipient-link`;
  const { url } = dataOf(await client.request(path), contract.recipientLink);
  const file = url.replace("?", "/certificate.pdf?");
  expect((await fetch(file)).status).toBe(200);
  for (const { url: own } of [second.pdf, second.png]) expect((await fetch(own)).status).toBe(200);
  await client.revoke(second.certificateId);
  expect((await fetch(file)).status).toBe(403);
  for (const { url: own } of [second.pdf, second.png]) expect((await fetch(own)).status).toBe(403);
});

it("another's certificate has no link, nor has one of the other environment", async () => {
  const [{ issued }, other] = [await issueLinked(), await issueLinked()];
  for (const secret of [other.organization.live.secret, other.organization.sandbox.secret]) {
    const answer = await new ApiClient(stack.apiUrl, secret).request(`/v1/certificates/${issued.certificateId}/recipient-link`);
    expect([answer.status, errorOf(answer).code]).toEqual([404, "CERTIFICATE_NOT_FOUND"]);
  }
});

it("a link needs the scope certificates.read, and a number of days that can be", async () => {
  const { organization, client, issued } = await issueLinked();
  const path = `/v1/certificates/${issued.certificateId}/recipient-link`;
  const { secret } = await createTestKey(sql, organization.id, "live", { scopes: ["certificates.write"] });
  expect((await new ApiClient(stack.apiUrl, secret).request(path)).status).toBe(403);
  for (const days of ["0", "367", "x", "1.5"]) {
    expect(errorOf(await client.request(`${path}?days=${days}`)).issues?.map((issue) => issue.path)).toEqual(["days"]);
  }
});
