import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { Webhook as StandardVerifier } from "standardwebhooks";
import { Webhook as SvixVerifier } from "svix";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventTypes } from "../src/event-types.ts";
import { signDelivery } from "../src/sign-delivery.ts";
import { createWebhookSecret } from "../src/webhook-secret.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const mutationCount = 10_000;
const now = new Date("2026-05-10T08:00:00.750Z");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
});
afterEach(() => {
  vi.useRealTimers();
});

type Delivery = { id: string; timestamp: string; signature: string; body: Buffer };

function makeDelivery(secrets: string[], { id, sentAt, payload }: { id: string; sentAt: Date; payload: string }): Delivery {
  const headers = signDelivery(secrets, { id, sentAt, payload });
  expect(Object.keys(headers)).toEqual(["webhook-id", "webhook-timestamp", "webhook-signature"]);
  const { "webhook-id": sentId = "", "webhook-timestamp": timestamp = "", "webhook-signature": signature = "" } = headers;
  return { id: sentId, timestamp, signature, body: Buffer.from(payload) };
}

const toHeaders = ({ id, timestamp, signature }: Delivery) => ({
  "webhook-id": id,
  "webhook-timestamp": timestamp,
  "webhook-signature": signature,
});

/** The standard by hand, with another HMAC: svix's verifier is a shell around that of standardwebhooks, so those two are one. */
function verifyByHand(secret: string, { id, timestamp, signature, body }: Delivery): void {
  const hmac = createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"));
  const expected = `v1,${hmac.update(`${id}.${timestamp}.`).update(body).digest("base64")}`;
  if (!signature.split(" ").includes(expected)) throw new Error("No signature fits.");
  if (Math.abs(Math.floor(Date.now() / 1000) - Number(timestamp)) > 300) throw new Error("The time is too far away.");
}

const verifiers = {
  svix: (secret: string, delivery: Delivery) => new SvixVerifier(secret).verify(delivery.body, toHeaders(delivery)),
  standardwebhooks: (secret: string, delivery: Delivery) => {
    new StandardVerifier(secret).verify(delivery.body, toHeaders(delivery));
  },
  "node:crypto": verifyByHand,
};

/** Who accepts it. */
function listAcceptors(secret: string, delivery: Delivery): string[] {
  return Object.entries(verifiers).flatMap(([name, verify]) => {
    try {
      verify(secret, delivery);
      return [name];
    } catch {
      return [];
    }
  });
}

const everybody = Object.keys(verifiers);
const event = {
  id: "5c1d7a52-6f6e-4a53-9f0e-0e6f4f1f1a10",
  sentAt: now,
  payload: JSON.stringify({ type: "certificate.issued", data: eventTypes["certificate.issued"].example }),
};

describe("a signed delivery", () => {
  it("has the signature of the standard's published example", () => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"; // not-a-secret
    const example = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", sentAt: new Date(1614265330 * 1000), payload: '{"test": 2432232314}' };
    expect(signDelivery([secret], example)).toEqual({
      "webhook-id": example.id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("has whole seconds as its timestamp, rounded down", () => {
    expect(makeDelivery([createWebhookSecret()], event).timestamp).toBe(String(Math.floor(now.getTime() / 1000)));
  });

  it("keeps its id in the next attempt, with another timestamp and signature", () => {
    const secret = createWebhookSecret();
    const first = makeDelivery([secret], event);
    const second = makeDelivery([secret], { ...event, sentAt: new Date(now.getTime() + 1000) });
    expect(second.id).toBe(first.id);
    expect(Number(second.timestamp)).toBe(Number(first.timestamp) + 1);
    expect(second.signature).not.toBe(first.signature);
    expect(listAcceptors(secret, { ...second, timestamp: first.timestamp })).toEqual([]);
  });

  it.each(Object.entries(eventTypes))("is accepted by every verifier: %s", (type, { example }) => {
    const secret = createWebhookSecret();
    const payload = JSON.stringify({ id: event.id, type, data: example });
    expect(listAcceptors(secret, makeDelivery([secret], { ...event, payload }))).toEqual(everybody);
    expect(listAcceptors(createWebhookSecret(), makeDelivery([secret], { ...event, payload }))).toEqual([]);
  });

  it("is accepted until it is 300 seconds old, and not at 301", () => {
    const secret = createWebhookSecret();
    const atAge = (seconds: number) => makeDelivery([secret], { ...event, sentAt: new Date(now.getTime() - seconds * 1000) });
    expect(listAcceptors(secret, atAge(300))).toEqual(everybody);
    expect(listAcceptors(secret, atAge(301))).toEqual([]);
    expect(listAcceptors(secret, atAge(-300))).toEqual(everybody);
    expect(listAcceptors(secret, atAge(-301))).toEqual([]);
  });
});

describe("while a secret is rotated", () => {
  const [older, newer] = [createWebhookSecret(), createWebhookSecret()];

  it("a delivery has two signatures, and either secret verifies it", () => {
    const delivery = makeDelivery([newer, older], event);
    expect(delivery.signature.split(" ")).toHaveLength(2);
    expect(listAcceptors(older, delivery)).toEqual(everybody);
    expect(listAcceptors(newer, delivery)).toEqual(everybody);
    expect(listAcceptors(createWebhookSecret(), delivery)).toEqual([]);
  });

  it("and after it, only the new one", () => {
    const delivery = makeDelivery([newer], event);
    expect(listAcceptors(newer, delivery)).toEqual(everybody);
    expect(listAcceptors(older, delivery)).toEqual([]);
  });
});

const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
const payload = fc
  .record({ type: fc.constantFrom(...Object.keys(eventTypes)), recipientName: anyText, title: anyText, sequence: fc.nat() })
  .map((data) => JSON.stringify(data));
const field = fc.constantFrom("id", "timestamp", "signature", "body");

/** One byte of one field becomes another: any byte in the body, any printable one in a header. */
const mutation = fc.record({
  id: fc.uuid(),
  ageSeconds: fc.integer({ min: 0, max: 290 }),
  payload,
  field,
  at: fc.nat(),
  step: fc.nat(),
});

function mutate(delivery: Delivery, { field, at, step }: { field: keyof Delivery; at: number; step: number }): Delivery {
  const bytes = Buffer.from(delivery[field]);
  const [lowest, count] = field === "body" ? [0, 256] : [0x20, 95];
  const place = at % bytes.length;
  const before = bytes.readUInt8(place) - lowest;
  bytes.writeUInt8(lowest + ((before + 1 + (step % (count - 1))) % count), place);
  return { ...delivery, [field]: field === "body" ? bytes : bytes.toString("latin1") };
}

it(`each of ${mutationCount} changes of one byte is rejected by every verifier (FUZZ_SEED=${seed})`, { timeout: 120_000 }, () => {
  const secret = createWebhookSecret();
  const seen = { id: 0, timestamp: 0, signature: 0, body: 0 };
  const check = fc.property(mutation, ({ id, ageSeconds, payload, field, at, step }) => {
    const delivery = makeDelivery([secret], { id, sentAt: new Date(now.getTime() - ageSeconds * 1000), payload });
    const mutant = mutate(delivery, { field, at, step });
    expect(mutant[field].toString()).not.toBe(delivery[field].toString());
    expect(listAcceptors(secret, delivery)).toEqual(everybody);
    expect(listAcceptors(secret, mutant)).toEqual([]);
    seen[field]++;
  });
  fc.assert(check, { seed, numRuns: mutationCount });
  console.log(`FUZZ_SEED=${seed}`, seen);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(mutationCount / 5);
});

it("control: a verifier that decodes base64 leniently accepts a signature with another letter", () => {
  const secret = createWebhookSecret();
  const delivery = makeDelivery([secret], event);
  const toBytes = (signature: string) => Buffer.from(signature.slice("v1,".length), "base64").toString("hex");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const mutants = [...letters].map((letter) => delivery.signature.replace(/.=$/, `${letter}=`));
  const lenient = mutants.filter((signature) => toBytes(signature) === toBytes(delivery.signature));
  expect(lenient).toHaveLength(4);
  expect(lenient.filter((signature) => listAcceptors(secret, { ...delivery, signature }).length > 0)).toEqual([
    delivery.signature,
  ]);
});
