import { BlockList, isIPv4 } from "node:net";
import * as fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it, test } from "vitest";
import { isPublicAddress } from "../src/is-public-address.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);

/** IANA's special-purpose registries of both families as of 2026, and what else is no unicast. */
const notPublic =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 " +
  "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 " +
  "::/3 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 4000::/2 8000::/1";
const networks = notPublic.split(" ").map((network) => {
  const [first = "", length = ""] = network.split("/");
  return { first, length: Number(length), family: isIPv4(first) ? ("ipv4" as const) : ("ipv6" as const) };
});
// One list for each family: a list of both takes IPv4 addresses for mapped ones.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const { first, length, family } of networks) blocked[family].addSubnet(first, length, family);

const fourBytes = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => bytes.join("."));
const sixBytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) =>
  Buffer.from(bytes)
    .toString("hex")
    .replace(/(.{4})(?!$)/g, "$1:"),
);

/** An address whose bits begin like a network's, with some of the first bits turned over: so that edges are met often. */
const nearNetwork = fc
  .tuple(fc.constantFrom(...networks), fourBytes, sixBytes, fc.nat(130))
  .map(([{ first, length, family }, four, six, at]) => {
    const bits = toBits(first, family);
    const rest = toBits(family === "ipv4" ? four : six, family);
    const near = bits.slice(0, length) + rest.slice(length);
    const turned = at < near.length ? near.slice(0, at) + (near[at] === "1" ? "0" : "1") + near.slice(at + 1) : near;
    return fromBits(turned, family);
  });

function toBits(address: string, family: "ipv4" | "ipv6"): string {
  const parsed = family === "ipv4" ? ipaddr.IPv4.parse(address) : ipaddr.IPv6.parse(address);
  return parsed
    .toByteArray()
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
}

function fromBits(bits: string, family: "ipv4" | "ipv6"): string {
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return family === "ipv4"
    ? bytes.join(".")
    : Buffer.from(bytes)
        .toString("hex")
        .replace(/(.{4})(?!$)/g, "$1:");
}

describe("a public address", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "223.255.255.255",
  ])("is %s", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    "2606:4700:4700::1111",
    "2001:4860:4860::8888",
    "2A00:1450:4001:082A:0000:0000:0000:200E",
    "2001:200::1",
    "3ffe::1",
    "2003::1",
  ])("is %s", (address) => expect(isPublicAddress(address)).toBe(true));

  it(`is what Node's own block list of the registries leaves, on either side of every edge (FUZZ_SEED=${seed})`, {
    timeout: 120_000,
  }, () => {
    const seen = { true: 0, false: 0 };
    const check = fc.property(fc.oneof(fourBytes, sixBytes, nearNetwork), (address) => {
      const isPublic = !(isIPv4(address) ? blocked.ipv4.check(address, "ipv4") : blocked.ipv6.check(address, "ipv6"));
      seen[`${isPublic}`]++;
      expect(isPublicAddress(address)).toBe(isPublic);
    });
    fc.assert(check, { seed, numRuns: 20_000 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(2_000);
  });
});

describe("no public address", () => {
  it.each([
    ...networks.map(({ first }) => first),
    "0.0.0.1",
    "10.255.255.255",
    "100.127.255.255",
    "169.254.169.254",
    "172.31.255.255",
    "192.0.0.170",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::8.8.8.8",
    "::ffff:8.8.8.8",
    "::ffff:808:808",
    "::ffff:0:808:808",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::808:808",
    "100::1",
    "2001:0:53aa:64c:0:0:80ff:fffe",
    "2001:2::1",
    "2001:10::1",
    "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8:ffff::1",
    "2002:808:808::1",
    "3fff:fff:ffff::1",
    "5f00::1",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "ff0e::1",
  ])("is %s", (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    "",
    " ",
    "example.com",
    "8.8.8",
    "8.8.8.8.8",
    "8.8.8.8 ",
    "8.8.8.8\n",
    "8.8.8.256",
    "08.8.8.8",
    "0x8.8.8.8",
    "134744072",
    "8.8.8.8/32",
    "8.8.8.8:53",
    "[2606:4700::1]",
    "2606:4700::1%eth0",
    "2606:4700::1%25",
    "2606:4700::1/128",
    "2606::4700::1",
    "2606:4700:0:0:0:0:0",
    "2606:4700:0:0:0:0:0:0:1",
    "2606:4700::g",
    "２606:4700::1",
    "2606:4700::1".padEnd(1_000, "0"),
  ])("is what cannot be read: %j", (address) => expect(isPublicAddress(address)).toBe(false));
});

test("control: by the library's word for unicast alone, an IPv4 address within an IPv6 one is public", () => {
  for (const address of ["::7f00:1", "::a9fe:a9fe", "4000::1"]) expect(ipaddr.parse(address).range()).toBe("unicast");
});
