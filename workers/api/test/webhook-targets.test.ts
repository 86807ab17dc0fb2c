import { createApiKey } from "@attestry/certificate/api-key";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { hostileTarget } from "@attestry/scripts/testing/generate-hostile-urls";
import { hostileNames, hostileUrls } from "@attestry/scripts/testing/hostile-urls";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { createWebhook, dataOf, getWebhook, tryCreateWebhook } from "@attestry/scripts/testing/webhook-calls";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const stack = useStack();
// As a deployment is: nothing local, and hosts of its own.
const apiUrls = { sandbox: "https://sandbox.attestry.dev", live: "https://api.attestry.dev" };
const deployed = useOwnStack({ allowsLocalWebhooks: false, apiUrls });

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const generatedCount = 300;
const concurrency = 6;

async function createClient() {
  const { apiUrl, sql } = deployed();
  const { sandbox } = await createTestOrganization(sql);
  return new ApiClient(apiUrl, sandbox.secret);
}

/** What was answered to each URL that was not refused for itself. */
async function listAccepted(client: ApiClient, urls: Iterable<string>): Promise<string[]> {
  const accepted: string[] = [];
  const queue = urls[Symbol.iterator]();
  const work = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const answer = await tryCreateWebhook(client, { url: next.value });
      const isRefused = answer.status === 400 && errorOf(answer).issues?.every(({ path }) => path === "url");
      if (!isRefused) accepted.push(`${next.value}: ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return accepted;
}

const countWebhooks = async (client: ApiClient) =>
  dataOf(await client.request("/v1/webhooks"), contract.webhookList).webhooks.length;

describe("no webhook is saved", () => {
  it("with a URL that is hostile by its text", async () => {
    const client = await createClient();
    expect(await listAccepted(client, hostileUrls)).toEqual([]);
    expect(await countWebhooks(client)).toBe(0);
  });

  it("with a host of which one address is not public", async () => {
    const client = await createClient();
    expect(
      await listAccepted(
        client,
        [...hostileNames.keys()].map((name) => `https://${name}/hook`),
      ),
    ).toEqual([]);
    const { issues } = errorOf(await tryCreateWebhook(client, { url: "https://mixed.rebind.example.net/" }));
    expect(issues).toEqual([{ path: "url", message: "must have a host whose addresses are all public." }]);
    expect(await countWebhooks(client)).toBe(0);
  });

  it(`with any of ${generatedCount} generated URLs (FUZZ_SEED=${seed})`, async () => {
    const client = await createClient();
    const { names } = deployed().dns;
    const targets = fc.sample(hostileTarget, { seed, numRuns: generatedCount });
    // One name has one set of addresses: the last of them counts, and each is hostile.
    for (const target of targets) if (target.kind === "name") names.set(new URL(target.url).hostname, target.addresses);
    // What is no well-formed text cannot be written in JSON.
    const urls = targets.map(({ url }) => url.toWellFormed());
    expect(await listAccepted(client, urls)).toEqual([]);
    expect(await countWebhooks(client)).toBe(0);
    for (const target of targets) if (target.kind === "name") names.delete(new URL(target.url).hostname);
  });

  it("that leads back to the platform", async () => {
    const client = await createClient();
    for (const url of [
      `${apiUrls.sandbox}/v1/webhooks`,
      "https://API.attestry.dev/",
      "https://internal.attestry.dev/",
      "https://attestry.dev/",
    ]) {
      expect(errorOf(await tryCreateWebhook(client, { url })).issues).toEqual([
        { path: "url", message: "must not lead back to this platform." },
      ]);
    }
  });

  it("with a hostile URL by a change either", async () => {
    const client = await createClient();
    const { id } = await createWebhook(client);
    const before = await getWebhook(client, id);
    for (const url of ["https://169.254.169.254/", "https://loopback.rebind.example.net/", "http://localhost/"]) {
      const body = { url, active: true };
      const answer = await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body });
      expect(errorOf(answer).issues).toMatchObject([{ path: "url" }]);
    }
    expect(await getWebhook(client, id)).toEqual(before);
  });
});

describe("a webhook is saved", () => {
  it("with a host whose addresses are all public, or that has none yet", async () => {
    const client = await createClient();
    const { names, questions } = deployed().dns;
    names.set("public.example.net", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]);
    names.set("alias.example.net", ["public.example.net"]);
    for (const host of ["public.example.net", "alias.example.net", "nobody.example.net"]) {
      questions.length = 0;
      expect(await createWebhook(client, { url: `https://${host}/hook` })).toMatchObject({ url: `https://${host}/hook` });
      expect(questions.toSorted()).toEqual([`A ${host}`, `AAAA ${host}`]);
    }
  });

  it("again, by a retry, as it was the first time, whatever its host has become", async () => {
    const client = await createClient();
    const { names } = deployed().dns;
    names.set("turning.example.net", ["93.184.215.14"]);
    const headers = { "Idempotency-Key": "turning" };
    const first = await tryCreateWebhook(client, { url: "https://turning.example.net/" }, headers);
    names.set("turning.example.net", ["127.0.0.1"]);
    const retry = await tryCreateWebhook(client, { url: "https://turning.example.net/" }, headers);
    expect([first.status, retry.text]).toEqual([201, first.text]);
    expect((await tryCreateWebhook(client, { url: "https://turning.example.net/" })).status).toBe(400);
  });

  it("on this very machine where the installation says so, and asks nobody for its name", async () => {
    const { sandbox } = await createTestOrganization(stack.sql);
    const client = new ApiClient(stack.apiUrl, sandbox.secret);
    for (const url of ["http://localhost:9000/hook", "https://127.0.0.1:9000/", "http://[::1]:9000/"]) {
      expect((await createWebhook(client, { url })).url).toBe(url);
    }
    expect((await tryCreateWebhook(client, { url: "http://10.0.0.1/" })).status).toBe(400);
    expect((await tryCreateWebhook(client, { url: "https://loopback.rebind.example.net/" })).status).toBe(400);
  });
});

it("nobody without a key that may write makes us ask for a name", async () => {
  const { apiUrl, dns } = deployed();
  dns.questions.length = 0;
  const stranger = new ApiClient(apiUrl, createApiKey("sandbox").secret);
  expect((await tryCreateWebhook(stranger)).status).toBe(401);
  expect(dns.questions).toEqual([]);
});

// The last one: nobody answers from here on.
it("a DNS server that does not answer keeps nobody from saving a webhook", async () => {
  const client = await createClient();
  await deployed().dns.stop();
  expect((await tryCreateWebhook(client, { url: "https://client.example.com/hook" })).status).toBe(201);
  expect((await tryCreateWebhook(client, { url: "https://10.0.0.1/hook" })).status).toBe(400);
});
