import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eventTypes } from "@attestry/webhooks/event-types";
import { signDelivery } from "@attestry/webhooks/sign-delivery";
import { createWebhookSecret } from "@attestry/webhooks/webhook-secret";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { projectRoot } from "../../paths.ts";
import { findFreePort } from "../../stack/free-port.ts";

const secret = createWebhookSecret();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

type Variables = Record<string, string>;

/** `npm run webhook-listen -- …` as a process of its own, and what it has printed so far. */
function run(words: string[], variables: Variables) {
  const { NODE_OPTIONS: _, ATTESTRY_API_URL: __, ATTESTRY_API_KEY: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/webhook-listen/run.ts", ...words], {
    cwd: projectRoot,
    env: { ...inherited, NO_COLOR: "1", ...variables },
  });
  children.push(child);
  let out = "";
  const hear = (chunk: Buffer) => {
    out += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = once(child, "close").then(([code]) => Number(code));
  const printed = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [, found] = pattern.exec(out) ?? [];
      if (found !== undefined) return found;
      const isOver = await Promise.race([ended.then(() => true), once(child.stdout, "data").then(() => false)]);
      if (isOver && !pattern.test(out)) throw new Error(`It ended without ${pattern}:\n${out}`);
    }
  };
  return { out: () => out, ended, printed, interrupt: () => child.kill("SIGINT") };
}

async function listen(words: string[] = [], variables: Variables = { ATTESTRY_WEBHOOK_SECRET: secret }) {
  const port = await findFreePort();
  const listener = run(["--port", String(port), ...words], variables);
  const address = await listener.printed(/Listening at (\S+) until Ctrl-C/);
  expect(new URL(address).port).toBe(String(port));
  return { ...listener, address };
}

type Sending = { id?: string; sentAt?: Date; secrets?: string[]; sent?: (payload: string) => string };

/** Sends an event as it is delivered; `sent` changes the body after it was signed. */
async function deliver(address: string, event: object, { id = crypto.randomUUID(), ...sending }: Sending = {}): Promise<number> {
  const { sentAt = new Date(), secrets = [secret], sent = (payload) => payload } = sending;
  const payload = JSON.stringify({ id, ...event });
  const headers = { "Content-Type": "application/json", ...signDelivery(secrets, { id, sentAt, payload }) };
  return (await fetch(address, { method: "POST", headers, body: sent(payload), redirect: "manual" })).status;
}

const example = (type: keyof typeof eventTypes, sequence: number | null) => ({ type, sequence, data: eventTypes[type].example });
const issued = example("certificate.issued", 1);

describe("npm run webhook-listen, with a secret", () => {
  it("prints each event in a line: when, what, of which certificate or batch, its number, whether it is genuine", async () => {
    const { address, printed, out } = await listen();
    expect(await deliver(address, issued)).toBe(200);
    expect(await deliver(address, example("batch.completed", 2))).toBe(200);
    expect(await deliver(address, example("webhook.test", null))).toBe(200);
    await printed(/(webhook\.test.*)/);
    const lines = out()
      .split("\n")
      .filter((line) => /^\d\d:\d\d:\d\d {2}/.test(line))
      .map((line) => line.slice(10).split(/ {2,}/));
    expect(lines).toEqual([
      ["certificate.issued", "CX-CLIENT-0001", "#1", "verified"],
      ["batch.completed", "May 2026 Safety Training", "#2", "verified"],
      ["webhook.test", "This is a test. Nothing has changed.", "verified"],
    ]);
  });

  it("marks what has arrived before, and takes nothing that is not verified for its first arrival", async () => {
    const { address, printed, out } = await listen();
    const id = crypto.randomUUID();
    expect(await deliver(address, issued, { id, secrets: [createWebhookSecret()] })).toBe(401);
    await printed(/(NOT VERIFIED)/);
    for (const _ of [1, 2, 3]) expect(await deliver(address, issued, { id })).toBe(200);
    await printed(/(arrived 3 times)/);
    expect(out().match(/verified$/gm)).toHaveLength(1);
    expect(out().match(/verified, duplicate: arrived 2 times$/gm)).toHaveLength(1);
  });

  it("accepts two signatures while the secret is rotated", async () => {
    const { address } = await listen();
    expect(await deliver(address, issued, { secrets: [createWebhookSecret(), secret] })).toBe(200);
  });

  it("says why something is not verified, and answers 401 to it", async () => {
    const { address, printed } = await listen();
    expect(await deliver(address, issued, { sent: (payload) => payload.replace("Aina", "Anna") })).toBe(401);
    expect(await printed(/(certificate\.issued .*NOT VERIFIED.*)/)).toContain("No matching signature found, answered with 401");
    expect(await deliver(address, issued, { sentAt: new Date(Date.now() - 301_000) })).toBe(401);
    await printed(/(NOT VERIFIED: Message timestamp too old)/);
    expect((await fetch(address, { method: "POST", body: "hello" })).status).toBe(401);
    await printed(/(no event .*NOT VERIFIED: Missing required headers)/);
    expect((await fetch(address)).status).toBe(405);
    expect((await fetch(address, { method: "POST", body: "x".repeat(70_000) })).status).toBe(413);
  });

  it("prints nothing that would move the cursor or fill the screen", async () => {
    const { address, printed, out } = await listen();
    const name = `\u001b[2J\u001b]0;owned\u0007\r\nroot#\u202e\u2028${"x".repeat(5_000)}`;
    await deliver(address, { ...example("batch.completed", 1), data: { name } });
    await deliver(address, { type: name, sequence: 1, data: {} }, { secrets: [createWebhookSecret()] });
    await printed(/(NOT VERIFIED)/);
    expect(out().replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    for (const line of out().split("\n")) expect(line.length).toBeLessThan(200);
  });

  it("answers with another status, to see what follows", async () => {
    const { address, printed } = await listen(["--status", "500"]);
    expect(await deliver(address, issued)).toBe(500);
    await printed(/(verified, answered with 500)/);
  });

  it("answers late, to see what follows", async () => {
    const { address } = await listen(["--delay", "1"]);
    const startedAt = performance.now();
    expect(await deliver(address, issued)).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });

  it("ends with Ctrl-C", async () => {
    const { ended, interrupt } = await listen();
    interrupt();
    expect(await ended).toBe(0);
  });

  it("takes another port when the usual one is taken", async () => {
    const occupier = createServer();
    // Whoever has it already occupies it just as well.
    await new Promise((resolve) => occupier.once("error", resolve).listen(8790, "127.0.0.1", () => resolve(null)));
    onTestFinished(() => {
      occupier.close();
    });
    const address = await run([], { ATTESTRY_WEBHOOK_SECRET: secret }).printed(/Listening at (\S+)/);
    expect(new URL(address).port).not.toBe("8790");
    expect(await deliver(address, issued)).toBe(200);
  });

  it("takes no other port than the one that is named", async () => {
    const { port } = new URL((await listen()).address);
    const second = run(["--port", port], { ATTESTRY_WEBHOOK_SECRET: secret });
    expect(await second.ended).toBe(2);
    expect(second.out()).toBe(`Port ${port} is taken.\n`);
  });

  it.each([
    ["no secret", [], { ATTESTRY_WEBHOOK_SECRET: "hunter2" }, "ATTESTRY_WEBHOOK_SECRET holds no webhook's secret"],
    ["no status", ["--status", "99"], {}, "--status must be a whole number from 200 to 599."],
    ["an unknown option", ["--prot", "1"], {}, "There is no option --prot here"],
    ["no key", ["--api-url", "http://127.0.0.1:1"], {}, "Set ATTESTRY_API_KEY"],
  ])("says so in a sentence: %s", async (_what, words, variables, sentence) => {
    const { ended, out } = run(words, variables);
    expect(await ended).toBe(2);
    expect(out()).toContain(sentence);
    expect(out()).not.toContain("    at ");
    expect(out()).not.toContain("hunter2");
  });
});

type Call = { method: string; path: string; key: string | undefined; body: string };
type Answer = { status: number; body: unknown };

/** An API that answers as the contract has it, and what it was asked. */
async function stubApi(answers: (call: Call) => Answer): Promise<{ variables: Variables; calls: Call[]; server: Server }> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const call = { method: request.method ?? "", path: request.url ?? "", key: request.headers.authorization, body };
    calls.push(call);
    const { status, body: answer } = answers(call);
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { variables: { ATTESTRY_API_URL: `http://127.0.0.1:${port}`, ATTESTRY_API_KEY: "sk_sandbox_stub" }, calls, server };
}

const webhookId = "ff99b705-1db0-4b5d-894e-91347ce53648";
const leftId = "0b9ae4ac-7f2d-4b0e-8a3c-1d6c5a8d4f01";

function answerLikeTheApi(left: object[] = []) {
  return ({ method, path }: Call): Answer => {
    if (method === "GET") return { status: 200, body: { data: { environment: "sandbox", webhooks: left } } };
    if (method === "DELETE") return { status: 200, body: { data: { environment: "sandbox", id: path.slice(-36) } } };
    return { status: 201, body: { data: { environment: "sandbox", webhook: { id: webhookId }, signingSecret: secret } } };
  };
}

describe("npm run webhook-listen, without a secret", () => {
  it("creates a webhook for every type, shows how but not its secret, and deletes it with Ctrl-C", async () => {
    const { variables, calls } = await stubApi(answerLikeTheApi());
    const { address, out, ended, interrupt } = await listen([], variables);
    const [, created] = calls;
    expect(created).toMatchObject({ method: "POST", path: "/v1/webhooks", key: "Bearer sk_sandbox_stub" });
    const chosen = Object.entries(eventTypes).flatMap(([name, { canBeChosen }]) => (canBeChosen ? [name] : []));
    expect(JSON.parse(created?.body ?? "")).toEqual({ url: address, description: "npm run webhook-listen", events: chosen });
    expect(out()).toContain(`/v1/webhooks\n${created?.body}\nCreated the webhook ${webhookId}; Ctrl-C deletes it.\n`);
    expect(await deliver(address, issued)).toBe(200);
    interrupt();
    expect(await ended).toBe(0);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1/webhooks",
      "POST /v1/webhooks",
      `DELETE /v1/webhooks/${webhookId}`,
    ]);
    expect(out()).toContain(`Deleted the webhook ${webhookId}.`);
    expect(out()).not.toContain(secret.slice(6, 20));
  });

  it("deletes what an earlier run left at its address, and nothing else", async () => {
    const port = await findFreePort();
    const address = `http://127.0.0.1:${port}/webhook-listen`;
    const others = ["https://client.example.com/hook", `http://127.0.0.1:${port}/hook`].map((url) => ({ id: webhookId, url }));
    const { variables, calls } = await stubApi(answerLikeTheApi([...others, { id: leftId, url: address }]));
    await run(["--port", String(port)], variables).printed(/(Listening at)/);
    expect(calls.filter(({ method }) => method === "DELETE").map(({ path }) => path)).toEqual([`/v1/webhooks/${leftId}`]);
  });

  it("ends with what the API says against it", async () => {
    const error = { code: "VALIDATION_ERROR", message: "Request body is invalid.", requestId: "req_1" };
    const issues = [{ path: "url", message: "must begin with https://." }];
    const refuse = (call: Call): Answer =>
      call.method === "POST" ? { status: 400, body: { error: { ...error, issues } } } : answerLikeTheApi()(call);
    const { variables } = await stubApi(refuse);
    const { ended, out } = run([], variables);
    expect(await ended).toBe(2);
    expect(out()).toContain("VALIDATION_ERROR: Request body is invalid.");
    expect(out()).toContain("must begin with https://.");
  });

  it("ends with Ctrl-C though the API is gone, and says what is left to do", async () => {
    const { variables, server } = await stubApi(answerLikeTheApi());
    const { ended, out, interrupt } = await listen([], variables);
    server.close();
    server.closeAllConnections();
    interrupt();
    expect(await ended).toBe(0);
    expect(out()).toContain(`DELETE /v1/webhooks/${webhookId} does it.`);
  });

  it("ends with Ctrl-C while it waits for the API", async () => {
    const { variables } = await stubApi(() => ({ status: 500, body: {} }));
    const { ended, printed, interrupt } = run([], variables);
    await printed(/(POST \S+)/);
    interrupt();
    expect(await ended).toBe(0);
  });
});
