import { startDnsStub } from "@attestry/scripts/testing/dns-stub";
import { hostileNames } from "@attestry/scripts/testing/hostile-urls";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Lookup, openResolver, type Resolver } from "../src/open-resolver.ts";
import { rememberLookups } from "../src/remember-lookups.ts";
import { resolveTarget } from "../src/resolve-target.ts";

const stub = await startDnsStub([
  ["hooks.example.com", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]],
  ["four.example.com", ["93.184.215.14"]],
  ["six.example.com", ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"]],
  ["empty.example.com", []],
  ["alias.example.com", ["second.example.net"]],
  ["second.example.net", ["hooks.example.com"]],
  ["dangling.example.com", ["gone.example.net"]],
  ["endless.example.com", ["endless.example.com"]],
  ["inwards.example.com", ["loopback.rebind.example.net"]],
  ...hostileNames,
]);
const resolver = openResolver({ url: stub.url, fetch });
afterAll(() => stub.stop());
afterEach(() => vi.restoreAllMocks());

describe("a host", () => {
  it("is public when all its A and AAAA records are", async () => {
    const addresses = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"];
    expect(await resolveTarget("hooks.example.com", resolver)).toEqual({ kind: "public", addresses });
    expect(stub.questions.filter((question) => question.endsWith(" hooks.example.com")).sort()).toEqual([
      "A hooks.example.com",
      "AAAA hooks.example.com",
    ]);
  });

  it.each(["four.example.com", "six.example.com", "alias.example.com"])(
    "is public with one family alone or by an alias: %s",
    async (name) => {
      expect((await resolveTarget(name, resolver)).kind).toBe("public");
    },
  );

  it.each([...hostileNames])("is forbidden for one address that is not public: %s", async (name, addresses) => {
    const resolution = await resolveTarget(name, resolver);
    expect(resolution).toEqual({ kind: "forbidden", address: expect.toBeOneOf(addresses) });
  });

  it("is forbidden when an alias leads inwards", async () => {
    expect(await resolveTarget("inwards.example.com", resolver)).toEqual({ kind: "forbidden", address: "127.0.0.1" });
  });

  it.each(["nobody.example.com", "empty.example.com", "dangling.example.com", "endless.example.com"])(
    "has no address: %s",
    async (name) => {
      expect(await resolveTarget(name, resolver)).toEqual({ kind: "noAddress" });
    },
  );

  it("is asked for as it is, whatever is in its name", async () => {
    await resolveTarget("a&type=TXT#?.example.com", resolver);
    expect(stub.questions.slice(-2).sort()).toEqual(["A a&type=txt#?.example.com", "AAAA a&type=txt#?.example.com"]);
  });
});

const whole = { Status: 0, TC: false, Answer: [{ type: 1, data: "93.184.215.14" }] };
const privateAnswer = { Status: 0, TC: false, Answer: [{ type: 1, data: "10.0.0.1" }] };

/** A resolver whose server answers each of the two questions with one of these. */
function openStubbed(...answers: (() => Response | Promise<Response>)[]): Resolver {
  let asked = 0;
  return openResolver({ url: "https://dns.example/dns-query", fetch: async () => (answers[asked++] ?? Response.error)() });
}
const json = (answer: unknown) => () => Response.json(answer);
const filler = (sizeBytes: number) => json({ ...whole, filler: "x".repeat(sizeBytes) });

describe("a host is unresolved, to be asked for again,", () => {
  it.each([
    ["when the server cannot be reached", () => Promise.reject(new TypeError("fetch failed")), "unanswered"],
    ["when the server answers 500", () => new Response("no", { status: 500 }), "unanswered"],
    ["when the server answers 429", () => new Response(JSON.stringify(whole), { status: 429 }), "unanswered"],
    ["when the server sends elsewhere", () => new Response(null, { status: 302, headers: { location: "/" } }), "unanswered"],
    ["when the answer is over 64 KiB", filler(64 * 1024), "tooLarge"],
    ["when the answer is empty", () => new Response(""), "malformed"],
    ["when the answer is not JSON", () => new Response("<html>"), "malformed"],
    ["when the answer is JSON of another form", json({ answers: [] }), "malformed"],
    ["when the answer has 257 records", json({ ...whole, Answer: Array(257).fill(whole.Answer[0]) }), "malformed"],
    ["when DNS says SERVFAIL", json({ Status: 2, TC: false }), "refused"],
    ["when DNS says REFUSED", json({ Status: 5, TC: false }), "refused"],
    ["when the answer is truncated", json({ ...whole, TC: true }), "refused"],
  ])("%s", async (_case, answer, reason) => {
    const unresolved = { kind: "unresolved", reason };
    expect(await resolveTarget("hooks.example.com", openStubbed(answer, json(whole)))).toEqual(unresolved);
    expect(await resolveTarget("hooks.example.com", openStubbed(json(whole), answer))).toEqual(unresolved);
    const forbidden = { kind: "forbidden", address: "10.0.0.1" };
    expect(await resolveTarget("hooks.example.com", openStubbed(answer, json(privateAnswer)))).toEqual(forbidden);
  });

  it("but not when the answer is a little under 64 KiB", async () => {
    expect((await resolveTarget("hooks.example.com", openStubbed(filler(65_000), json(whole)))).kind).toBe("public");
  });

  it("when five seconds are over, before the answer and within it", async () => {
    const controllers: AbortController[] = [];
    const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
      const controller = new AbortController();
      controllers.push(controller);
      return controller.signal;
    });
    const asked = Promise.withResolvers<void>();
    const hanging = openResolver({
      url: "https://dns.example/dns-query",
      fetch: async (url, { signal }) => {
        const late = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
        if (!url.includes("type=28")) return late;
        const body = new ReadableStream({ start: (stream) => void late.catch((error) => stream.error(error)) });
        asked.resolve();
        return new Response(body);
      },
    });
    const resolution = resolveTarget("hooks.example.com", hanging);
    await asked.promise;
    controllers[0]?.abort(new DOMException("too late", "TimeoutError"));
    expect(await resolution).toEqual({ kind: "unresolved", reason: "unanswered" });
    expect(timeout.mock.calls).toEqual([[5_000]]);
  });

  it("and no more than 64 KiB of an endless answer are read", async () => {
    let sent = 0;
    let isCancelled = false;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (stream) => {
            sent += 8_192;
            stream.enqueue(new Uint8Array(8_192).fill(0x20));
          },
          cancel: () => {
            isCancelled = true;
          },
        }),
      );
    expect(await resolveTarget("hooks.example.com", openStubbed(endless, json(whole)))).toEqual({
      kind: "unresolved",
      reason: "tooLarge",
    });
    expect(sent).toBeLessThanOrEqual(64 * 1024 + 3 * 8_192);
    expect(isCancelled).toBe(true);
  });
});

describe("a resolver with a memory", () => {
  const publicLookup: Lookup = { addresses: ["93.184.215.14"], failure: null };
  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 }));
  afterAll(() => void vi.useRealTimers());

  it("asks once within 30 seconds, and again after", async () => {
    const ask = vi.fn<Resolver>(async () => publicLookup);
    const remembered = rememberLookups(ask);
    for (const time of [1_000_000, 1_010_000, 1_029_999]) {
      vi.setSystemTime(time);
      expect(await resolveTarget("hooks.example.com", remembered)).toEqual({ kind: "public", addresses: ["93.184.215.14"] });
    }
    expect(ask).toHaveBeenCalledTimes(1);
    vi.setSystemTime(1_030_000);
    await remembered("hooks.example.com");
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("keeps an answer no longer when the server took its time", async () => {
    const ask = vi.fn<Resolver>(async () => {
      vi.setSystemTime(Date.now() + 4_000);
      return publicLookup;
    });
    vi.setSystemTime(2_000_000);
    const remembered = rememberLookups(ask);
    await remembered("hooks.example.com");
    vi.setSystemTime(2_030_000);
    await remembered("hooks.example.com");
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("keeps no failure", async () => {
    const ask = vi.fn<Resolver>(async () => publicLookup);
    ask.mockResolvedValueOnce({ addresses: ["93.184.215.14"], failure: "refused" });
    const remembered = rememberLookups(ask);
    expect((await resolveTarget("hooks.example.com", remembered)).kind).toBe("unresolved");
    expect((await resolveTarget("hooks.example.com", remembered)).kind).toBe("public");
  });

  it("holds 200 names and forgets the oldest", async () => {
    const ask = vi.fn<Resolver>(async () => publicLookup);
    const remembered = rememberLookups(ask);
    for (let i = 0; i <= 200; i++) await remembered(`h${i}.example.com`);
    await remembered("h1.example.com");
    expect(ask).toHaveBeenCalledTimes(201);
    await remembered("h0.example.com");
    expect(ask).toHaveBeenCalledTimes(202);
  });
});
