// What `npm start` shows a newcomer: one organization with two keys, and one certificate issued through the public API.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { allScopes } from "@attestry/certificate/api-key";
import postgres from "postgres";
import { z } from "zod";
import { createApiKey } from "./admin/api-keys.ts";
import { createOrganization, grantCredits, setLogo } from "./admin/organizations.ts";
import { localDirectory } from "./paths.ts";

export const demoRateLimitPerMinute = 6000;

const demo = { slug: "demo-academy", name: "Demo Academy", certificatePrefix: "DEMO" };
const seedFile = `${localDirectory}/demo.json`;

const Demo = z.object({
  organization: z.object({ id: z.guid(), slug: z.string(), name: z.string() }),
  keys: z.object({ sandbox: z.string(), live: z.string() }),
});
export type Demo = z.infer<typeof Demo>;

/** The organization and its keys, from an earlier start or new. */
export async function prepareDemo(databaseUrl: string): Promise<Demo> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [existing] = await sql`select id from attestry.organizations where slug = ${demo.slug}`;
    const earlier = existsSync(seedFile) ? Demo.parse(JSON.parse(readFileSync(seedFile, "utf8"))) : null;
    // Its keys are those of one database; another one may have an organization of this name too.
    if (earlier && earlier.organization.id === existing?.id) {
      // Made by an earlier version, they may do what this one can.
      await sql`update attestry.api_keys set scopes = ${[...allScopes]} where organization_id = ${earlier.organization.id}`;
      return earlier;
    }
    const id = existing ? z.guid().parse(existing.id) : await createDemo(sql);
    const key = async (environment: "sandbox" | "live") =>
      (await createApiKey(sql, { organizationId: id, environment, name: "Local development" })).secret;
    const made = {
      organization: { id, slug: demo.slug, name: demo.name },
      keys: { sandbox: await key("sandbox"), live: await key("live") },
    };
    mkdirSync(localDirectory, { recursive: true });
    writeFileSync(seedFile, JSON.stringify(made, null, 2), { mode: 0o600 });
    return made;
  } finally {
    await sql.end();
  }
}

async function createDemo(sql: postgres.Sql): Promise<string> {
  const limits = { sandboxRateLimitPerMinute: demoRateLimitPerMinute, liveRateLimitPerMinute: demoRateLimitPerMinute };
  const id = await createOrganization(sql, { ...demo, ...limits });
  await grantCredits(sql, { organizationId: id, amount: 10_000, note: "local development" });
  await setLogo(sql, id, readFileSync(new URL("./demo-academy.png", import.meta.url)));
  return id;
}

const Link = z.object({ url: z.string() });
const Issued = z.object({
  data: z.object({ certificateId: z.string(), verificationUrl: z.string(), pdf: Link, png: Link }),
});

/** Issues, downloads and verifies a certificate as any client would. Throws when any of it fails. */
export async function issueFirstCertificate(apiUrl: string, key: string) {
  console.log("· Issuing a certificate through the public API");
  const response = await fetch(`${apiUrl}/v1/certificates/issue`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      recipientName: "Zoë Παπαδοπούλου",
      recipientEmail: "zoe@example.com",
      title: "Certificate of Completion",
      publicMetadata: { trainer_name: "Demo Academy", venue: "Online" },
    }),
  });
  if (!response.ok) throw new Error(`Issuing failed with ${response.status}: ${await response.text()}`);
  const { data } = Issued.parse(await response.json());
  const pdfFile = await download(data.pdf.url, `${data.certificateId}.pdf`);
  const pngFile = await download(data.png.url, `${data.certificateId}.png`);
  await verify(apiUrl, key, data.certificateId);
  return { ...data, pdfFile, pngFile };
}

async function download(url: string, name: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Downloading ${name} failed with ${response.status}.`);
  mkdirSync(`${localDirectory}/certificates`, { recursive: true });
  const file = `${localDirectory}/certificates/${name}`;
  writeFileSync(file, new Uint8Array(await response.arrayBuffer()));
  return file;
}

async function verify(apiUrl: string, key: string, certificateId: string): Promise<void> {
  const response = await fetch(`${apiUrl}/v1/verify/${certificateId}`, { headers: { Authorization: `Bearer ${key}` } });
  const { data } = z.object({ data: z.object({ status: z.string() }) }).parse(await response.json());
  if (data.status !== "verified") throw new Error(`The certificate just issued verifies as ${data.status}.`);
}

export type FirstCertificate = Awaited<ReturnType<typeof issueFirstCertificate>>;
