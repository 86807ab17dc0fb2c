import { randomUUID } from "node:crypto";
import type { ClaimedDelivery } from "@attestry/database/claim-deliveries";
import type { DeliveryResult } from "@attestry/database/settle-deliveries";
import { expect, it } from "vitest";
import { openFeed } from "../src/open-feed.ts";
import type { Services } from "../src/services.ts";

const startedAt = Date.parse("2026-05-10T08:00:00Z");

type Endpoint = ClaimedDelivery["endpoint"];

const makeEndpoint = (url: string): Endpoint => {
  const ids = { id: randomUUID(), organizationId: randomUUID() };
  return { ...ids, environment: "sandbox", url, sealedSecret: "", sealedPreviousSecret: null };
};

const makeEvent = (): ClaimedDelivery["event"] => {
  const createdAt = "2026-05-10T08:00:00.000Z";
  return { id: randomUUID(), type: "webhook.test", environment: "sandbox", createdAt, sequence: null, data: {} };
};

/** A feed over a queue in memory, with a clock of its own that is moved by `wait`. */
function open(waiting: Endpoint[]) {
  let now = startedAt;
  const queue = [...waiting];
  const leased = new Map<string, Endpoint>();
  const claims: unknown[] = [];
  const given: DeliveryResult[] = [];
  const services: Services = {
    database: async (name, input, answer) => {
      expect(name).toBe("claim_deliveries");
      claims.push(input);
      const endpoints = queue.splice(0, 20);
      const deliveries = endpoints.map(({ id: endpointId }) => {
        return { id: randomUUID(), endpointId, tryCount: 0, postponedCount: 0, event: makeEvent() };
      });
      deliveries.forEach(({ id }, index) => {
        const endpoint = endpoints[index];
        if (endpoint) leased.set(id, endpoint);
      });
      return answer.parse({ leaseToken: randomUUID(), endpoints, deliveries, nextInSeconds: null });
    },
    sealingKeys: () => Promise.reject(new Error("A feed opens nothing.")),
    resolver: () => Promise.reject(new Error("A feed looks nothing up.")),
    targetRules: { allowsLocal: false, ownHosts: [] },
    schedule: [0],
    attemptMilliseconds: 15_000,
    leaseSeconds: 60,
    workSeconds: 55,
    deadBellName: "dead",
    now: () => new Date(now),
  };
  const settler = {
    add: async (result: DeliveryResult) => {
      given.push(result);
      const endpoint = leased.get(result.id);
      if (endpoint && result.outcome === "postponed") queue.push(endpoint);
    },
    isIdle: () => true,
    end: async () => {},
  };
  const feed = openFeed(services, new Date(startedAt + 60_000), settler);
  const wait = (milliseconds: number) => {
    now += milliseconds;
  };
  return { feed, claims, given, wait };
}

const soon = () => new Promise<null>((resolve) => setTimeout(resolve, 300, null));

it("of one endpoint two are under way, of one host four, and a claim leases ten of one endpoint at most", async () => {
  const [first, ...others] = ["a", "b", "c"].map((name) => makeEndpoint(`https://one.example/${name}`));
  if (!first) throw new Error("There is none.");
  const { feed, claims } = open([first, first, first, ...others.flatMap((endpoint) => [endpoint, endpoint])]);
  const taken = [await feed.next(), await feed.next(), await feed.next(), await feed.next()];
  expect(taken.filter((claimed) => claimed?.delivery.endpoint.id === first.id)).toHaveLength(2);
  const fifth = feed.next();
  expect(await Promise.race([fifth, soon()])).toBeNull();
  expect(claims[0]).toMatchObject({ mostPerEndpoint: 10 });
  if (taken[0]) feed.done(taken[0], null);
  expect((await fifth)?.host).toBe("one.example");
});

it("what was claimed three seconds ago is given back, claimed anew, and sent then: one after the other of a slow endpoint", async () => {
  const endpoint = makeEndpoint("https://slow.example/");
  const { feed, claims, given, wait } = open(Array.from({ length: 10 }, () => endpoint));
  const begun = new Set<string>();
  for (let turn = 1; turn <= 10; turn++) {
    const claimed = await feed.next();
    if (!claimed) throw new Error("It goes on without end.");
    begun.add(claimed.delivery.id);
    expect(claims).toHaveLength(turn);
    wait(4000);
    feed.done(claimed, null);
  }
  expect(begun.size).toBe(10);
  expect(given.every((result) => result.outcome === "postponed" && result.retrySeconds === 0)).toBe(true);
});

it("what is begun within three seconds is not claimed twice", async () => {
  const { feed, claims, given, wait } = open(Array.from({ length: 20 }, () => makeEndpoint("https://fast.example/")));
  for (let turn = 1; turn <= 20; turn++) {
    const claimed = await feed.next();
    if (!claimed) throw new Error("It is not there.");
    wait(100);
    feed.done(claimed, null);
  }
  expect([claims.length, given.length]).toEqual([1, 0]);
});

it("what a claim brings that began before an endpoint's 410 was written is given back", async () => {
  const endpoint = makeEndpoint("https://gone.example/");
  const { feed, given, wait } = open(Array.from({ length: 25 }, () => endpoint));
  const claimed = await feed.next();
  if (!claimed) throw new Error("It is not there.");
  let tell = () => {};
  const written = new Promise<void>((resolve) => {
    tell = resolve;
  });
  feed.done(claimed, written);
  expect(given).toHaveLength(19);
  const next = feed.next();
  expect(await Promise.race([next, soon()])).toBeNull();
  expect(given.length).toBeGreaterThan(19);
  tell();
  await written;
  wait(1);
  expect((await next)?.delivery.endpoint.id).toBe(endpoint.id);
});
