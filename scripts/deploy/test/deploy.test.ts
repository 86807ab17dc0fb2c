import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import { projectRoot } from "../../paths.ts";
import { findFreePort } from "../../stack/free-port.ts";
import { createLocalSecrets, getLocalSecrets } from "../../stack/local-secrets.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { migrateCommand } from "../apply-migrations.ts";
import { checkExposedSchema } from "../check-exposed-schema.ts";
import { showCommand } from "../command.ts";
import { deployCommand } from "../deploy-worker.ts";
import { keepGenerated } from "../gather-secrets.ts";
import { listWorkers } from "../list-workers.ts";
import { planAddresses } from "../plan-addresses.ts";
import { parseSettings, placeholders } from "../settings.ts";

const oneHost = {
  ...placeholders,
  SANDBOX_API_URL: "https://a.example",
  LIVE_API_URL: "https://a.example",
  DOCS_URL: "https://a.example/docs",
  SANDBOX_VERIFY_URL: "https://a.example/verify/sandbox",
  LIVE_VERIFY_URL: "https://a.example/verify",
};

test("all that is missing is named in one sentence", async () => {
  const { SANDBOX_API_URL: _, DOCS_URL: _docs, ...rest } = placeholders;
  await expect(parseSettings({ ...rest, LIVE_API_URL: "" })).rejects.toThrow(/^Set SANDBOX_API_URL, LIVE_API_URL, DOCS_URL; /);
});

test("a malformed setting is named, and no value is repeated", async () => {
  const wrong = { SUPABASE_SECRET_KEY: "planted-1", SEALING_KEYS: "planted-2", DATABASE_URL: "planted-3" };
  const failure = await parseSettings({ ...placeholders, ...wrong }).catch(String);
  for (const name of Object.keys(wrong)) expect(failure).toContain(name);
  expect(failure).not.toContain("planted");
});

test("what is for a developer's machine alone is refused, and one key for two things", async () => {
  const sealing = `1:${Buffer.alloc(32, 7).toString("base64")}`;
  await expect(parseSettings({ ...placeholders, WEBHOOKS_ALLOW_LOCAL: "true" })).rejects.toThrow(
    "WEBHOOKS_ALLOW_LOCAL must not be set",
  );
  const keys = { SEALING_KEYS: sealing, WEBHOOK_SEALING_KEYS: sealing };
  await expect(parseSettings({ ...placeholders, ...keys })).rejects.toThrow("WEBHOOK_SEALING_KEYS must differ from SEALING_KEYS");
  for (const worker of listWorkers()) {
    expect(deployCommand(worker, placeholders, "").args.join(" ")).not.toContain("WEBHOOKS_ALLOW_LOCAL");
  }
});

test("a secret is made once: those made before stay, and what a Worker has already is not made again", () => {
  const directory = makeTemporaryDirectory("deploy");
  const file = `${directory}/deployments/account.json`;
  const first = keepGenerated(file, ["LINK_SIGNING_KEY", "SEALING_KEYS"]);
  expect([...first.keys()]).toEqual(["LINK_SIGNING_KEY", "SEALING_KEYS"]);
  const second = keepGenerated(file, ["WEBHOOK_SEALING_KEYS"]);
  expect(Object.fromEntries(second)).toEqual({
    ...Object.fromEntries(first),
    WEBHOOK_SEALING_KEYS: expect.stringMatching(/^1:/),
  });
  expect(keepGenerated(file, ["SEALING_KEYS", "WEBHOOK_SEALING_KEYS"])).toEqual(second);
  expect(second.get("WEBHOOK_SEALING_KEYS")).not.toBe(second.get("SEALING_KEYS"));
  expect([...keepGenerated(`${directory}/other.json`, ["WEBHOOK_SEALING_KEYS"]).keys()]).toEqual(["WEBHOOK_SEALING_KEYS"]);
  rmSync(directory, { recursive: true });
});

test("the secrets of a stack that is older than webhooks are kept, and theirs are added", () => {
  const directory = makeTemporaryDirectory("secrets");
  const file = `${directory}/secrets.json`;
  const { webhookSealingKeys: _, ...old } = createLocalSecrets();
  writeFileSync(file, JSON.stringify(old));
  const secrets = getLocalSecrets(file);
  expect(secrets).toEqual({ ...old, webhookSealingKeys: expect.stringMatching(/^1:/) });
  expect(getLocalSecrets(file)).toEqual(secrets);
  rmSync(directory, { recursive: true });
});

test("each host becomes a custom domain of the Worker that answers there", () => {
  expect(planAddresses("attestry-api", placeholders).domains).toEqual([
    "sandbox.attestry.example",
    "api.attestry.example",
    "docs.attestry.example",
  ]);
  expect(planAddresses("attestry-verify", placeholders)).toEqual({ domains: ["verify.attestry.example"], routes: [] });
  expect(planAddresses("attestry-jobs", placeholders)).toEqual({ domains: [], routes: [] });
});

test("on a shared host the verification pages get routes, and two Workers never get one address", () => {
  expect(planAddresses("attestry-api", oneHost)).toEqual({ domains: ["a.example"], routes: [] });
  expect(planAddresses("attestry-verify", oneHost)).toEqual({
    domains: [],
    routes: ["a.example/verify/sandbox", "a.example/verify/sandbox/*", "a.example/verify", "a.example/verify/*"],
  });
  const clash = { ...oneHost, LIVE_VERIFY_URL: "https://a.example" };
  expect(() => planAddresses("attestry-verify", clash)).toThrow("The API answers at https://a.example already");
  expect(() => planAddresses("attestry-api", { ...oneHost, LIVE_API_URL: "https://a.example/api" })).toThrow("LIVE_API_URL");
});

test("no command shows a secret, nor takes one as an argument", async () => {
  const secrets = {
    SUPABASE_SECRET_KEY: "sb_secret_planted",
    DATABASE_URL: "postgresql://postgres:pl%40nted@db.example:5432/postgres",
    LINK_SIGNING_KEY: "planted".repeat(6),
    SEALING_KEYS: `1:${Buffer.alloc(32, "planted").toString("base64")}`,
    WEBHOOK_SEALING_KEYS: `1:${Buffer.alloc(32, "planted too").toString("base64")}`,
  };
  const settings = await parseSettings({ ...placeholders, ...secrets });
  const migrate = migrateCommand(settings.DATABASE_URL);
  expect(migrate.secrets).toEqual({ PGPASSWORD: "pl@nted" });
  for (const command of [migrate, ...listWorkers().map((worker) => deployCommand(worker, settings, "secrets.json"))]) {
    for (const text of [showCommand(command), command.args.join(" ")]) {
      expect(text).not.toMatch(/pl@nted|planted|pl%40nted/);
      expect(text).not.toContain(secrets.SEALING_KEYS);
      expect(text).not.toContain(secrets.WEBHOOK_SEALING_KEYS);
    }
  }
});

test("every Worker gets the deployment's own addresses, never the local ones", () => {
  for (const worker of listWorkers()) {
    expect(deployCommand(worker, placeholders, "").args.join(" ")).not.toContain("localhost");
  }
  const forgotten = { ...listWorkers()[0], variables: { NEW_URL: "http://localhost:1" } };
  const worker = { name: "x", config: "x.toml", requiredSecrets: [], buckets: [], queues: [], boundTo: [], ...forgotten };
  expect(() => deployCommand(worker, placeholders, "")).toThrow("Set NEW_URL");
});

test("a Worker is deployed after those it calls", () => {
  const workers = listWorkers();
  const position = new Map(workers.map(({ name }, index) => [name, index]));
  expect(workers.find(({ name }) => name === "attestry-api")?.boundTo).toEqual(["attestry-pictures"]);
  for (const { name, boundTo } of workers) {
    for (const called of boundTo) expect(position.get(called)).toBeLessThan(position.get(name) ?? 0);
  }
});

test("a Worker without secrets gets no file of them, and no address", () => {
  const pictures = listWorkers().find(({ name }) => name === "attestry-pictures");
  if (!pictures) throw new Error("There is no Worker for pictures.");
  expect(deployCommand(pictures, placeholders, "secrets.json").args).toEqual(["deploy", "--config", pictures.config]);
});

test("a project that does not expose the schema api is told where to switch it on", async () => {
  const server = createServer((_, response) => {
    response.writeHead(406, { "Content-Type": "application/json" });
    response.end('{"code":"PGRST106","message":"The schema must be one of the following: public"}');
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const project = { SUPABASE_URL: `http://127.0.0.1:${port}`, SUPABASE_SECRET_KEY: "sb_secret_planted" };
  const failure = await checkExposedSchema(project)
    .catch(String)
    .finally(() => server.close());
  expect(failure).toMatch(/Data API settings .*Exposed schemas/);
  expect(failure).not.toContain("planted");
});

test("webhooks leave through the public Internet alone, when the guide says", () => {
  const config = unstable_readConfig({ config: `${projectRoot}/workers/dispatcher/wrangler.toml` });
  expect(config.compatibility_flags).toContain("global_fetch_strictly_public");
  const [minute, hour] = [60, 3600];
  const schedule = [0, 5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];
  expect(config.vars).toMatchObject({ RETRY_SCHEDULE_SECONDS: schedule.join(","), ATTEMPT_TIMEOUT_MILLISECONDS: "15000" });
  const guide = readFileSync(`${projectRoot}/docs/guides/webhooks.md`, "utf8");
  const told = [...guide.matchAll(/^\| [1-8] +\| ([^|]+?) +\|$/gm)].map(([, delay]) => delay);
  expect(told).toEqual(["at once", "5 seconds", "5 minutes", "30 minutes", "2 hours", "5 hours", "10 hours", "10 hours"]);
  expect(guide).toContain("after 15 seconds without an answer the attempt has failed");
});
