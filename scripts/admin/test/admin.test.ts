import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiClient } from "../../testing/api-client.ts";
import { startDnsStub } from "../../testing/dns-stub.ts";
import { useStack } from "../../testing/use-stack.ts";
import { runAdmin } from "./run-admin.ts";

const stack = useStack();
const folder = mkdtempSync(join(tmpdir(), "attestry-admin-"));
afterAll(() => rmSync(folder, { recursive: true }));

const admin = (...words: string[]) => runAdmin(stack.databaseUrl, {}, ...words);

/** Runs a command with --json, which must succeed. */
async function adminJson<Answer>(schema: z.ZodType<Answer>, ...words: string[]): Promise<Answer> {
  const { code, out, err } = await admin(...words, "--json");
  expect(code, err).toBe(0);
  return schema.parse(JSON.parse(out));
}

const Key = z.object({ id: z.guid(), secret: z.string() });

async function createOrganization(): Promise<string> {
  const slug = `admin-${randomBytes(6).toString("hex")}`;
  const { code, err } = await admin(...["organization", "create", "--slug", slug, "--name", "Acme Zoë", "--prefix", "ACME"]);
  expect(code, err).toBe(0);
  return slug;
}

const createKey = (slug: string, env = "sandbox") =>
  adminJson(Key, "key", "create", "--organization", slug, "--env", env, "--name", "CI");

async function statusWith(secret: string): Promise<number> {
  const { status } = await new ApiClient(stack.apiUrl, secret).request("/v1/templates");
  return status;
}

test("a key works from its creation, through a rotation with an overlap, to its revocation", async () => {
  const slug = await createOrganization();
  const made = await admin("key", "create", "--organization", slug, "--env", "sandbox", "--name", "CI");
  expect(made.code, made.err).toBe(0);
  expect(made.out).toContain("not stored anywhere");
  const secret = /^sk_sandbox_at_[0-9A-Za-z]{36}$/m.exec(made.out)?.[0] ?? "";
  const id = /id ([0-9a-f-]{36})/.exec(made.out)?.[1] ?? "";
  expect(await statusWith(secret)).toBe(200);

  const successor = await adminJson(Key, "key", "rotate", id, "--overlap", "30m");
  expect(await statusWith(secret)).toBe(200);
  expect(await statusWith(successor.secret)).toBe(200);

  const revoked = await admin("key", "revoke", successor.id);
  expect(revoked.out).toContain(`sandbox key "CI" of ${slug} (…${successor.secret.slice(-4)})`);
  expect(await statusWith(successor.secret)).toBe(401);
  expect(await statusWith(secret)).toBe(200);

  const listed = await admin("key", "list", "--organization", slug);
  const again = await admin("key", "revoke", successor.id);
  expect(again.err).toContain("was revoked already");
  for (const said of [listed, again, revoked]) {
    for (const known of [secret, successor.secret]) expect(said.out + said.err).not.toContain(known.slice(15, 45));
  }
  expect(listed.out.split("\n").filter((line) => line.includes("sk_sandbox_…"))).toHaveLength(2);
});

test("a rotation without an overlap ends the old key at once", async () => {
  const old = await createKey(await createOrganization());
  const successor = await adminJson(Key, "key", "rotate", old.id, "--overlap", "0");
  expect(await statusWith(old.secret)).toBe(401);
  expect(await statusWith(successor.secret)).toBe(200);
});

test("a key has the scopes and the end that were asked for", async () => {
  const slug = await createOrganization();
  const words = ["--name", "narrow", "--scopes", "certificates.read", "--expires", "2099-01-01"];
  const { secret } = await adminJson(Key, "key", "create", "--organization", slug, "--env", "live", ...words);
  expect(await statusWith(secret)).toBe(403);
  const keys = await adminJson(z.array(z.object({ expiresAt: z.string() })), "key", "list", "--organization", slug);
  expect(keys).toMatchObject([{ expiresAt: "2099-01-01T00:00:00.000Z" }]);
});

test("credits that were granted can be spent", async () => {
  const slug = await createOrganization();
  const client = new ApiClient(stack.apiUrl, (await createKey(slug, "live")).secret);
  expect((await client.tryIssue()).status).toBe(402);
  const Granted = z.object({ credits: z.int() });
  expect(await adminJson(Granted, "credits", "grant", "--organization", slug, "--amount", "2")).toMatchObject({ credits: 2 });
  expect((await client.tryIssue()).status).toBe(201);
  const listed = await adminJson(z.array(z.looseObject({ slug: z.string() })), "organization", "list");
  expect(listed.find((organization) => organization.slug === slug)).toMatchObject({ credits: 1, certificates: 1 });
});

test("an imported template can be issued with, and another import of it is a version", async () => {
  const slug = await createOrganization();
  const { secret } = await createKey(slug);
  const [builtIn] = builtInTemplates;
  const { slug: _slug, id: _id, ...template } = { id: undefined, ...builtIn };
  const file = join(folder, "own.json");
  writeFileSync(file, JSON.stringify({ ...template, name: "Our own" }));
  const words = ["template", "import", file, "--organization", slug, "--env", "sandbox", "--default"];
  const Imported = z.object({ id: z.guid(), version: z.int() });
  const { id, version } = await adminJson(Imported, ...words);
  expect(version).toBe(1);
  const client = new ApiClient(stack.apiUrl, secret);
  await client.issue({ templateId: id });
  await client.issue();
  const [used] = await stack.sql`
    select count(*)::int as certificates from attestry.certificates c
    join attestry.organizations o on o.id = c.organization_id
    where o.slug = ${slug} and c.document::jsonb -> 'template' ->> 'id' = ${id}`;
  expect(used).toEqual({ certificates: 2 });

  writeFileSync(file, JSON.stringify({ ...template, id, name: "Our own", metadataSchema: { fields: [] } }));
  expect(await adminJson(Imported, ...words)).toEqual(expect.objectContaining({ id, version: 2 }));
  expect(await adminJson(Imported, ...words)).toEqual(expect.objectContaining({ id, version: 2 }));

  // Another one as the default takes it from the first.
  writeFileSync(file, JSON.stringify({ ...template, name: "Our other" }));
  const other = await adminJson(Imported, ...words);
  const defaults = await stack.sql`
    select t.id from attestry.templates t join attestry.organizations o on o.id = t.organization_id
    where o.slug = ${slug} and t.is_default`;
  expect(defaults.map((row) => row.id)).toEqual([other.id]);

  const Listed = z.array(z.object({ id: z.guid(), environment: z.string(), default: z.boolean() }));
  const listed = await adminJson(Listed, "template", "list", "--organization", slug);
  const taken = listed.filter((one) => one.default && one.environment === "sandbox");
  expect(taken.map((one) => one.id)).toEqual([other.id]);
});

test("a domain is proven by its DNS record, and another one has to be proven anew", async () => {
  const slug = await createOrganization();
  const { secret } = await createKey(slug);
  const { verificationUrl } = await new ApiClient(stack.apiUrl, secret).issue();
  const dns = await startDnsStub();
  const prove = () =>
    runAdmin(stack.databaseUrl, { DNS_QUERY_URL: dns.url }, "organization", "prove-domain", "--organization", slug);
  const pageSays = async (text: string) => (await (await fetch(verificationUrl)).text()).includes(text);

  const Answer = z.object({ record: z.object({ name: z.string(), value: z.string() }) });
  const { record } = await adminJson(Answer, "organization", "set-domain", "--organization", slug, "--domain", "academy.example");
  expect(record.name).toBe("_attestry.academy.example");
  const early = await prove();
  expect([early.code, early.err]).toEqual([1, expect.stringContaining("There is no TXT record _attestry.academy.example")]);
  expect(await pageSays("(academy.example)")).toBe(false);

  dns.texts.set(record.name, ["something else", record.value]);
  const proven = await prove();
  expect([proven.code, proven.out]).toEqual([0, expect.stringContaining("academy.example is its own")]);
  expect(await pageSays("(academy.example)")).toBe(true);

  await adminJson(z.unknown(), "organization", "set-domain", "--organization", slug, "--domain", "other.example");
  expect(await pageSays("example)")).toBe(false);
  await dns.stop();
});

test("what the public pages do is an organization's own choice", async () => {
  const slug = await createOrganization();
  const set = (name: string, ...words: string[]) =>
    adminJson(z.unknown(), "organization", name, "--organization", slug, ...words);
  expect(await set("set-listed", "--listed", "yes")).toMatchObject({ isListed: true });
  expect(await set("set-files-end", "--on-revocation", "yes")).toMatchObject({ endsOnRevocation: true });
  const host = `verify.${slug}.example`;
  expect(await set("set-verify-host", "--host", host)).toMatchObject({ host });
  const read = () =>
    stack.sql`select is_indexed, ends_files_on_revocation, verify_host from attestry.organizations where slug = ${slug}`;
  expect((await read())[0]).toEqual({ is_indexed: true, ends_files_on_revocation: true, verify_host: host });
  expect(await set("set-verify-host", "--host", "none")).toMatchObject({ host: null });
  expect((await read())[0]).toMatchObject({ verify_host: null });
});

describe.concurrent("a mistake is one sentence that names it, and exit code 1", () => {
  const absent = crypto.randomUUID();
  const key = ["key", "create", "--organization", "nobody", "--env", "sandbox", "--name", "CI"];
  const credits = ["credits", "grant", "--organization", "nobody", "--amount"];
  const organization = ["organization", "create", "--name", "Acme", "--prefix", "ACME", "--no-primary", "--slug"];
  const template = (file: string) => ["template", "import", file, "--organization", "nobody", "--env", "live"];
  writeFileSync(join(folder, "broken.json"), "{");
  writeFileSync(join(folder, "wrong.json"), JSON.stringify({ name: "x", metadataSchema: { fields: [{ key: "a b" }] } }));
  writeFileSync(join(folder, "large.png"), makePng(5000, 1000));
  writeFileSync(join(folder, "heavy.png"), Buffer.concat([makePng(10, 10), Buffer.alloc(300_000)]));

  test.each([
    ["an unknown slug", key, 'no organization with the slug "nobody"'],
    ["an unknown scope", [...key, "--scopes", "certificates.read,all"], '--scopes has "all", which is no scope: it must'],
    ["an unknown environment", [...key.slice(0, 4), "--env", "prod", "--name", "CI"], "--env must be"],
    ["a time gone by", [...key, "--expires", "2020-01-01"], "--expires must be in the future"],
    ["an option that is mistyped", [...key, "--expire", "2099-01-01"], "There is no option --expire"],
    [
      "an option that is missing",
      ["key", "create", "--env", "live", "--name", "CI"],
      "Missing required argument: --organization",
    ],
    ["words too many", [...key, "two"], '"two" is one word too many'],
    ["an id that is none", ["key", "revoke", "ci"], "<key-id> must be the uuid"],
    ["a key that is not there", ["key", "revoke", absent], `no key with the id ${absent}`],
    ["an overlap too long", ["key", "rotate", absent, "--overlap", "25h"], "--overlap must be 0, minutes"],
    ["a negative amount", [...credits, "-5"], "--amount must be a whole number from 1 to 1,000,000"],
    ["half a credit", [...credits, "0.5"], "--amount must be a whole number"],
    ["an amount too large", [...credits, "1000001"], "--amount must be a whole number"],
    ["a name that no font prints", ["organization", "create", "--name", "ᏣᎳᎩ", "--prefix", "T", "--slug", "tokyo"], "U+13E3"],
    ["a slug with capitals", [...organization, "Acme"], "--slug must be 1 to 63 lower-case"],
    ["a slug that is taken", [...organization, "attestry"], "--slug belongs to another organization"],
    ["a slug that is reserved", [...organization, "sandbox"], "--slug is a word that the platform needs"],
    ["a file that is not there", template(join(folder, "none.json")), "none.json cannot be read (ENOENT)"],
    ["a file that is not JSON", template(join(folder, "broken.json")), "broken.json is not JSON"],
    ["a file that is no template", template(join(folder, "wrong.json")), "metadataSchema.fields.0.key: "],
    ["a logo that is no image", ["organization", "set-logo", "--organization", "x", "--file", "package.json"], "PNG or JPEG"],
    [
      "a logo with too many pixels",
      ["organization", "set-logo", "--organization", "x", "--file", join(folder, "large.png")],
      "large.png has 5000 by 1000 pixels, more than 4 million",
    ],
    [
      "a logo too large",
      ["organization", "set-logo", "--organization", "x", "--file", join(folder, "heavy.png")],
      "heavy.png is larger than 300 KB",
    ],
  ])("%s", async (_, words, sentence) => {
    const { code, out, err } = await admin(...words);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/^\s+at /m);
    expect(out).toBe("");
    expect(code).toBe(1);
  });

  test("a database that does not answer", async () => {
    const { code, err } = await runAdmin("postgresql://postgres:planted@127.0.0.1:1/postgres", {}, "organization", "list");
    expect(err).toContain("No database answers at DATABASE_URL");
    expect(err).not.toContain("planted");
    expect(code).toBe(1);
  });
});

test.each([[[]], [["key"]], [["key", "create"]]])("help for %j", async (words) => {
  const { code, out } = await admin(...words, "--help");
  expect(out).toContain(["npm run admin --", ...words].join(" "));
  expect(code).toBe(0);
});

/** A PNG's signature and header; its pixels are not there. */
function makePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  header.write("89504e470d0a1a0a0000000d49484452", "hex");
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 6], 24);
  return header;
}
