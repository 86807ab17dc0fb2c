import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../paths.ts";
import { ApiClient } from "../../testing/api-client.ts";
import { makeBatchFile } from "../../testing/make-batch-file.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createTestOrganization } from "../../testing/test-organization.ts";
import { useStack } from "../../testing/use-stack.ts";

const stack = useStack();
const directory = makeTemporaryDirectory("issue-csv");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Run = { code: number | null; out: string };

/** Runs `npm run issue-csv -- …` as a process of its own; with `interruptAt`, a Ctrl-C follows when that is printed. */
function run(key: string, folder: string, words: string[], interruptAt?: string): Promise<Run> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/issue-csv/run.ts", ...words], {
    cwd: projectRoot,
    env: { ...inherited, ATTESTRY_API_URL: stack.apiUrl, ATTESTRY_API_KEY: key, INIT_CWD: folder, NO_COLOR: "1" },
  });
  const result: Run = { code: null, out: "" };
  const hear = (chunk: Buffer) => {
    result.out += chunk.toString();
    if (interruptAt !== undefined && result.out.includes(interruptAt)) child.kill("SIGINT");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...result, code }));
  });
}

async function prepare(csv: string) {
  const organization = await createTestOrganization(stack.sql, { credits: 1000 });
  const folder = join(directory, organization.slug);
  mkdirSync(folder);
  writeFileSync(join(folder, "names.csv"), csv);
  return { organization, folder, key: organization.sandbox.secret };
}

describe("npm run issue-csv", () => {
  it("issues a file and brings results and PDFs", async () => {
    const { folder, key } = await prepare(makeBatchFile(40, "CLI"));
    const { code, out } = await run(key, folder, ["names.csv", "--out", "done"]);
    expect(out).toContain("40 of 40 issued.");
    expect(code).toBe(0);
    const files = readdirSync(join(folder, "done"));
    const results = files.find((name) => name.endsWith(".csv"));
    expect(parse(readFileSync(join(folder, "done", String(results))), { bom: true, columns: true })).toHaveLength(40);
    const archive = readFileSync(join(folder, "done", String(files.find((name) => name.endsWith(".zip")))));
    expect(archive.subarray(0, 2).toString()).toBe("PK");
    expect(archive.toString("latin1")).toContain("CLI-40.pdf");
    expect(files.filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("goes on with the same batch after Ctrl-C", async () => {
    const { organization, folder, key } = await prepare(makeBatchFile(1500, "RESUME", 1));
    const first = await run(key, folder, ["names.csv"], "The batch is");
    expect(first.code).toBe(130);
    expect(first.out).toContain("run the same command again");
    const second = await run(key, folder, ["names.csv"]);
    expect(second.out).toContain("Going on with the batch");
    expect(second.out).toContain("1500 of 1500 issued.");
    const [batches] = await stack.sql`select count(*)::int as n from attestry.batches where organization_id = ${organization.id}`;
    expect(batches?.n).toBe(1);
  });

  it("shows what is wrong with a file, by line and column, and issues nothing", async () => {
    const { organization, folder, key } = await prepare("Name,E-mail,Title\nAina,nobody,T\n,a@example.com,T\n");
    const { code, out } = await run(key, folder, ["names.csv"]);
    expect(code).toBe(2);
    expect(out).toContain("line 2  E-mail");
    expect(out).toMatch(/line 3\s+(Name|recipientName)/);
    expect(out).not.toContain("    at ");
    expect((await new ApiClient(stack.apiUrl, organization.sandbox.secret).list()).certificates).toEqual([]);
  });

  it("ends with 1 when rows were skipped", async () => {
    const { folder, key } = await prepare("Name,E-mail,Title\nAina,a@example.com,T\nAina,nobody,T\n");
    const { code, out } = await run(key, folder, ["names.csv", "--on-error", "skip"]);
    expect(out).toContain("1 of 2 issued, 1 failed.");
    expect(code).toBe(1);
  });

  it("tells what a dry run would do, and does nothing", async () => {
    const { organization, folder } = await prepare(makeBatchFile(3, "DRY", 1));
    const { code, out } = await run(organization.live.secret, folder, ["names.csv", "--env", "live", "--dry-run"]);
    expect(out).toContain("Of 3 rows 3 can be issued, which takes 3 of 1000 credits.");
    expect(code).toBe(0);
    expect(existsSync(join(folder, "certificates"))).toBe(false);
  });

  it("says what a file was read as, unless that is UTF-8 or was named", async () => {
    const { organization, folder, key } = await prepare("");
    writeFileSync(join(folder, "names.csv"), Buffer.from("Name,E-mail,Title\n\xa3ukasz,a@example.com,T\n", "latin1"));
    const sentence = "The file was read as windows-1252; --charset names another.";
    const live = ["names.csv", "--env", "live"];
    expect((await run(organization.live.secret, folder, live)).out).toContain(sentence);
    expect((await run(key, folder, ["names.csv", "--dry-run"])).out).toContain(sentence);
    expect((await run(key, folder, ["names.csv"])).out).toContain(sentence);
    const named = await run(key, folder, ["names.csv", "--charset", "windows-1250"]);
    expect(named.out).not.toMatch(/was read as|Going on/);
    expect(named.code).toBe(0);
    const { certificates } = await new ApiClient(stack.apiUrl, key).list();
    expect(certificates.map(({ recipientName }) => recipientName)).toEqual(["Łukasz", "£ukasz"]);
  });

  it("refuses a file that the API would not take, before it is sent", async () => {
    const { folder } = await prepare("");
    truncateSync(join(folder, "names.csv"), 32 * 1024 * 1024 + 1);
    const offline = new URL(stack.apiUrl);
    offline.port = "9";
    const key = "sk_sandbox_at_none";
    const { code, out } = await run(key, folder, ["names.csv", "--api-url", offline.origin]);
    expect(out.trim()).toBe("names.csv has 32.1 MiB, and at most 32 MiB can be sent: split it into several files.");
    expect(code).toBe(2);
  });

  it("in live does not ask for what would be refused as a whole, and says what would issue the rest", async () => {
    const { organization, folder } = await prepare("Name,E-mail,Title\nAina,a@example.com,T\nAina,nobody,T\n");
    const live = [organization.live.secret, folder] as const;
    const refused = await run(...live, ["names.csv", "--env", "live"]);
    expect(refused.out).toContain("Of 2 rows 1 can be issued; 1 cannot.");
    expect(refused.out).toContain(
      "Nothing is issued while a row cannot be; --on-error skip leaves such rows out and issues the others.",
    );
    expect(refused.out).not.toMatch(/Issue them|add --yes/);
    const skipped = await run(...live, ["names.csv", "--env", "live", "--on-error", "skip"]);
    expect(skipped.out).toContain("Of 2 rows 1 can be issued, which takes 1 of 1000 credits; 1 cannot.");
    expect(skipped.out).toContain("add --yes");
    expect([refused.code, skipped.code]).toEqual([2, 2]);
    expect((await new ApiClient(stack.apiUrl, organization.live.secret).list()).certificates).toEqual([]);
  });

  it.each([
    ["no such file", ["missing.csv"], "There is no file missing.csv."],
    ["an unknown template", ["names.csv", "--template", "00000000-0000-4000-8000-000000000000"], "TEMPLATE_NOT_FOUND"],
    ["a key of the other environment", ["names.csv", "--env", "live"], "is not of the live environment"],
    ["an unknown option", ["names.csv", "--tempalte", "x"], "There is no option --tempalte here"],
  ])("says so in a sentence: %s", async (_what, words, sentence) => {
    const { folder, key } = await prepare(makeBatchFile(1, "SAY", 1));
    const { code, out } = await run(key, folder, words);
    expect(out).toContain(sentence);
    expect(out).not.toContain("    at ");
    expect(code).toBe(2);
  });
});
