import { hostileTarget } from "@attestry/scripts/testing/generate-hostile-urls";
import { hostileNames, hostileUrls } from "@attestry/scripts/testing/hostile-urls";
import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { findTargetProblem } from "../src/find-target-problem.ts";
import { resolveTarget } from "../src/resolve-target.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const targetCount = 10_000;
const deployed = { allowsLocal: false, ownHosts: ["attestry.dev", "attestry-api.acme.workers.dev"] };
const local = { allowsLocal: true, ownHosts: ["attestry.dev"] };

/** What a hurried author writes, and much of the web copies: the raw text against what private hosts look like. */
const looksPublic =
  /^https:\/\/(?!localhost|127\.|10\.|0\.0\.0\.0|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?::1)[^\s/@:]+(?::443)?(?:[/?].*)?$/i;

describe("no webhook may be sent", () => {
  it.each(hostileUrls.map((url) => [url.slice(0, 80), url] as const))("to %j", (_start, url) => {
    expect(findTargetProblem(url, deployed)).toMatch(/^must .+\.$/);
  });

  it("to any of the hostile URLs under the rules of local development either, but for the machine itself", () => {
    const accepted = hostileUrls.filter((url) => findTargetProblem(url, local) === null);
    expect(new Set(accepted.map((url) => new URL(url).hostname))).toEqual(new Set(["127.0.0.1", "localhost", "[::1]"]));
  });

  it(`to any of ${targetCount} generated targets (FUZZ_SEED=${seed})`, { timeout: 120_000 }, async () => {
    const seen = { parsed: 0, addresses: 0, looksPublic: 0, resolved: 0 };
    const check = fc.asyncProperty(hostileTarget, async (target) => {
      const problem = findTargetProblem(target.url, deployed);
      if (looksPublic.test(target.url)) seen.looksPublic++;
      const parsed = URL.parse(target.url);
      if (parsed) seen.parsed++;
      if (/^(?:\[|[0-9.]+$)/.test(parsed?.hostname ?? "")) seen.addresses++;
      if (target.kind === "text") {
        expect(problem).not.toBeNull();
        return;
      }
      seen.resolved++;
      expect(problem).toBeNull();
      const resolution = await resolveTarget(new URL(target.url).hostname, async () => ({ ...target, failure: null }));
      expect(resolution.kind).toBe("forbidden");
    });
    await fc.assert(check, { seed, numRuns: targetCount });
    console.log(`FUZZ_SEED=${seed}`, seen);
    expect(seen.parsed).toBeGreaterThan(targetCount * 0.6);
    expect(seen.addresses).toBeGreaterThan(targetCount * 0.3);
    expect(seen.looksPublic).toBeGreaterThan(targetCount * 0.2);
    expect(seen.resolved).toBeGreaterThan(targetCount * 0.1);
  });
});

test("control: a regular expression on the text lets through many of the same URLs", () => {
  const missed = hostileUrls.filter((url) => looksPublic.test(url));
  expect(missed.length).toBeGreaterThanOrEqual(10);
  console.log(`A regular expression lets through ${missed.length} of ${hostileUrls.length} hostile URLs.`);
});

test("a name that resolves to what is not public says nothing wrong by itself", () => {
  for (const name of hostileNames.keys()) expect(findTargetProblem(`https://${name}/`, deployed)).toBeNull();
});

test("a URL is too long once its letters are encoded, since that is how it is stored and asked for", () => {
  const url = `https://hooks.example.com/${"ü".repeat(1000)}`;
  expect(findTargetProblem(url, deployed)).toContain("2,048 characters");
  expect(findTargetProblem(`https://hooks.example.com/${"ü".repeat(300)}`, deployed)).toBeNull();
});

describe("a webhook may be sent", () => {
  it.each(
    [
      "https://client.example.com/certifyx/webhook",
      "https://client.example.com",
      "https://client.example.com:443/hook",
      "https://client.example.com/hook?tenant=7&to=https://other.example.com/@x",
      "HTTPS://Client.Example.COM/Hook",
      "https://xn--mnchen-3ya.de/hook",
      "https://münchen.de/hook",
      "https://例え.テスト.jp/",
      "https://a.b.c.d.e.f.g.h.hooks.example.co.uk/",
      "https://3com.com/",
      "https://1.2.3.4.example.com/",
      "https://127.0.0.1.nip.io/",
      "https://localhost.example.com/",
      "https://internal.example.com/local/test",
      "https://my-local.dev/",
      "https://notattestry.dev/",
      "https://other.workers.dev/hook",
      "https://hooks.example.com/%23/%40/%5c",
      "https://hooks.example.com/ü/日本?ключ=значение",
      `https://${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(57)}.com/`,
      `https://hooks.example.com/${"a".repeat(2022)}`,
    ].map((url) => [url.slice(0, 80), url] as const),
  )("to %s", (_start, url) => {
    expect(findTargetProblem(url, deployed)).toBeNull();
  });

  it(`to an ordinary https address of any domain name (FUZZ_SEED=${seed})`, { timeout: 120_000 }, () => {
    const special = /\.(?:alt|arpa|corp|example|home|internal|intranet|invalid|lan|local|mail|onion|private|test)$/;
    const web = fc.webUrl({ validSchemes: ["https"], withQueryParameters: true });
    const check = fc.property(web, (url) => {
      fc.pre(!special.test(new URL(url).hostname));
      expect(findTargetProblem(url, deployed)).toBeNull();
    });
    fc.assert(check, { seed, numRuns: 5_000 });
  });
});

describe("the platform", () => {
  it.each([
    "attestry.dev",
    "api.attestry.dev",
    "A.B.ATTESTRY.DEV",
    "attestry-api.acme.workers.dev",
    "x.attestry-api.acme.workers.dev",
  ])("sends itself none at %s", (host) => {
    expect(findTargetProblem(`https://${host}/`, deployed)).toBe("must not lead back to this platform.");
  });
});

describe("in local development", () => {
  it.each([
    "http://localhost:8799/hook",
    "https://localhost/hook",
    "http://127.0.0.1:1/",
    "http://[::1]:65535/hook?x=1",
    "https://client.example.com/certifyx/webhook",
  ])("%s is accepted", (url) => {
    expect(findTargetProblem(url, local)).toBeNull();
  });

  it.each([
    "http://client.example.com/",
    "https://client.example.com:8443/",
    "http://127.0.0.2/",
    "http://192.168.0.1/",
    "http://app.localhost/",
    "http://localhost./",
    "http://[::ffff:127.0.0.1]/",
    "http://user@localhost/",
    "http://localhost/#x",
    "http:\\\\localhost/",
    "ftp://localhost/",
  ])("%s is not", (url) => {
    expect(findTargetProblem(url, local)).not.toBeNull();
  });
});

test.each([
  ["not a url", "must be a valid URL."],
  ["https://a b.example.com/", "must be a valid URL."],
  ["https://exa\tmple.com/", "must be a valid URL."],
  ["https:/hooks.example.com", "must be a valid URL."],
  [`https://hooks.example.com/${"a".repeat(2023)}`, "must have at most 2,048 characters."],
  ["http://hooks.example.com/", "must begin with https://."],
  ["https://user:secret@hooks.example.com/", "must not carry a user name or a password."],
  ["https://hooks.example.com/#a", "must not have a fragment."],
  ["https://hooks.example.com:8443/", "must be at port 443."],
  ["https://2130706433/", "must name its host, not give an IP address."],
  ["https://[::1]/", "must name its host, not give an IP address."],
  ["https://hooks/", "must have a full domain name as its host."],
  ["https://hooks.example.com./", "must have a full domain name as its host."],
  ["https://metadata.google.internal/", "must have a host on the public Internet."],
])("%j is told what is wrong with it", (url, problem) => {
  expect(findTargetProblem(url, deployed)).toBe(problem);
});
