// What must always hold of the public pages, as checks that throw when it does not.
import { equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { setFilesEnd, setVerifyHost } from "../admin/public-pages.ts";
import { ApiClient } from "./api-client.ts";
import { askAtHost } from "./ask-at-host.ts";
import { recipientLink } from "./contract.ts";
import { aField, createTemplate } from "./make-template.ts";
import type { Subject } from "./subject.ts";
import { createTestOrganization } from "./test-organization.ts";
import { dataOf } from "./webhook-calls.ts";

async function createClient({ apiUrl, sql }: Subject) {
  const organization = await createTestOrganization(sql, { credits: 10 });
  return { organization, client: new ApiClient(apiUrl, organization.live.secret) };
}

/** Anyone sees the picture of a certificate that holds nothing private, and of none that does; and of none that is revoked. */
export async function requirePicturesPublic(subject: Subject): Promise<void> {
  const { client } = await createClient(subject);
  const secret = { key: "passport", label: "Passport", type: "text", visibility: "private" };
  const open = await createTemplate(client);
  const mixed = await createTemplate(client, { name: "Mixed", metadata_schema: { fields: [aField, secret] } });
  const shown = await client.issue({ templateId: open.id });
  const bare = await client.issue({ templateId: mixed.id, privateMetadata: {} });
  const hidden = await client.issue({ templateId: mixed.id, privateMetadata: { passport: "K1234567" } });
  await requirePicture(shown.verificationUrl, true, "a certificate without private fields has a picture");
  await requirePicture(bare.verificationUrl, true, "a private field that was left empty hides no picture");
  await requirePicture(hidden.verificationUrl, false, "a private field keeps the picture from the public");
  await client.revoke(shown.certificateId);
  await requirePicture(shown.verificationUrl, false, "a revoked certificate has no picture");
}

async function requirePicture(page: string, isShown: boolean, complaint: string): Promise<void> {
  const [html, picture] = [await (await fetch(page)).text(), await fetch(`${page}/picture.png`)];
  equal(html.includes("/picture.png"), isShown, complaint);
  equal(picture.status, isShown ? 200 : 404, complaint);
  if (isShown) equal(picture.headers.get("Content-Type"), "image/png", complaint);
  await picture.arrayBuffer();
}

/** Where the organization wants it so, a recipient's link leads to no file any more once the certificate is revoked. */
export async function requireFilesEnd(subject: Subject): Promise<void> {
  const { organization, client } = await createClient(subject);
  await setFilesEnd(subject.sql, { organizationId: organization.id, endsOnRevocation: true });
  const { certificateId } = await client.issue();
  const { url } = dataOf(await client.request(`/v1/certificates/${certificateId}/recipient-link`), recipientLink);
  const file = url.replace("?", "/certificate.pdf?");
  equal((await fetch(file)).status, 200, "the link leads to the file");
  await client.revoke(certificateId);
  equal((await fetch(file)).status, 403, "the files end with the revocation");
}

/** Of a file the page says what it is: the issued PDF, the record itself, or another, if by one byte. */
export async function requireFilesCompared(subject: Subject): Promise<void> {
  const { client } = await createClient(subject);
  const issued = await client.issue();
  const pdf = new Uint8Array(await (await fetch(issued.pdf.url)).arrayBuffer());
  const ask = async (hash: string) =>
    JSON.parse(await (await fetch(`${issued.verificationUrl}?format=json&sha256=${hash}`)).text()).data.file;
  equal(await ask(sha256(pdf)), "pdf", "the issued PDF is told");
  equal(await ask(issued.certificateHash), "record", "the record is told");
  pdf[pdf.length - 1] = (pdf.at(-1) ?? 0) ^ 1;
  equal(await ask(sha256(pdf)), "other", "a changed byte is noticed");
}

/** At its own host an organization's certificates are shown, and nobody else's, however they are named. */
export async function requireHostsApart(subject: Subject): Promise<void> {
  const [own, other] = [await createClient(subject), await createClient(subject)];
  const verifyHost = `verify-${own.organization.id}.example`;
  await setVerifyHost(subject.sql, { organizationId: own.organization.id, verifyHost });
  const [shown, foreign] = [await own.client.issue(), await other.client.issue()];
  const statusOf = async (path: string) => (await askAtHost(subject.verifyUrl, verifyHost, path)).status;
  equal(await statusOf(`/${shown.certificateId}`), 200, "an own host shows its owner's certificate");
  for (const folder of ["", `${other.organization.slug}/`, `${other.organization.id}/`])
    equal(await statusOf(`/${folder}${foreign.certificateId}`), 404, "an own host shows nobody else's certificate");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
