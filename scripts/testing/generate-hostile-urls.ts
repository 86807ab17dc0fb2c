// Makes URLs that no webhook may be sent to, each hostile by the way it is made and not by anyone's judgement of it.
import * as fc from "fast-check";

/** `text`: refused for what it says. `name`: says nothing wrong, and its host's addresses are not all public. */
export type HostileTarget = { kind: "text"; url: string } | { kind: "name"; url: string; addresses: string[] };

const publicHost = fc.constantFrom("hooks.example.com", "client.example.net", "a.b.c.example.org", "xn--mnchen-3ya.example.com");
const publicAddress: fc.Arbitrary<string> = fc.constantFrom(
  "93.184.215.14",
  "1.1.1.1",
  "2606:4700:4700::1111",
  "2a00:1450:4001:82a::200e",
);
const specialNames = "localhost local internal home.arpa lan corp home mail intranet private invalid test example onion alt arpa";

/** A network: its first address and the length of its prefix. */
type Network<Address> = readonly [Address, number];

const privateFour: Network<number>[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0586300, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
];
const privateSix: Network<bigint>[] = [
  [0n, 128],
  [1n, 128],
  [0x0100n << 112n, 64],
  [0x20010002n << 96n, 48],
  [0x20010010n << 96n, 28],
  [0x20010020n << 96n, 28],
  [0x20010db8n << 96n, 32],
  [0x3fffn << 112n, 20],
  [0x4000n << 112n, 3],
  [0x8000n << 112n, 2],
  [0xfc00n << 112n, 7],
  [0xfe80n << 112n, 10],
  [0xfec0n << 112n, 10],
  [0xff00n << 112n, 8],
];

const four = fc.oneof(
  fc.constantFrom(0x7f000001, 0xa9fea9fe, 0x0a000001, 0, 0xffffffff),
  fc.constantFrom(...privateFour).chain(([first, length]) => fc.nat(2 ** (32 - length) - 1).map((offset) => first + offset)),
);

/** Ways to put an IPv4 address into an IPv6 one; the bits around it are free where the form leaves them free. */
const embeddings: ((address: bigint, free: bigint) => bigint)[] = [
  (address) => (0xffffn << 32n) | address,
  (address) => address,
  (address) => (0xffffn << 48n) | address,
  (address) => (0x64ff9bn << 96n) | address,
  (address, free) => (0x64ff9b0001n << 80n) | ((free & 0xffffffffffffn) << 32n) | address,
  (address, free) => (0x2002n << 112n) | (address << 80n) | (free & ((1n << 80n) - 1n)),
  (address, free) => (0x20010000n << 96n) | ((free & ((1n << 64n) - 1n)) << 32n) | (address ^ 0xffffffffn),
];
const six = fc.oneof(
  fc.constantFrom(...privateSix).chain(([first, length]) => {
    return fc.bigInt({ min: 0n, max: (1n << BigInt(128 - length)) - 1n }).map((offset) => first + offset);
  }),
  fc
    .tuple(fc.constantFrom(...embeddings), four, fc.bigInt({ min: 0n, max: (1n << 80n) - 1n }))
    .map(([embed, address, free]) => embed(BigInt(address), free)),
);

const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");

const bases: ((part: number) => string)[] = [
  String,
  (part) => `0${part.toString(8)}`,
  (part) => `0000${part.toString(8)}`,
  (part) => `0x${part.toString(16)}`,
  (part) => `0X00${part.toString(16).toUpperCase()}`,
];

/** One to four numbers, of which the last takes what is left, each in a base of its own (inet_aton, WHATWG URL §3.5). */
const fourSpelled = fc
  .tuple(four, fc.integer({ min: 0, max: 3 }), fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(...bases))))
  .map(([address, whole, spell]) => {
    const parts = [24, 16, 8].slice(0, whole).map((shift) => (address >>> shift) & 255);
    const rest = address % 2 ** (32 - 8 * whole);
    return [...parts, rest].map((part, index) => spell[index]?.(part) ?? String(part)).join(".");
  });

const groupsOf = (address: bigint): number[] =>
  Array.from({ length: 8 }, (_, i) => Number((address >> BigInt(112 - 16 * i)) & 0xffffn));
const compress = (text: string): string => new URL(`http://[${text}]/`).hostname.slice(1, -1);
const spellings: ((groups: number[]) => string)[] = [
  (groups) => groups.map((group) => group.toString(16)).join(":"),
  (groups) => groups.map((group) => group.toString(16).padStart(4, "0")).join(":"),
  (groups) => compress(groups.map((group) => group.toString(16)).join(":")),
  (groups) => compress(groups.map((group) => group.toString(16)).join(":")).toUpperCase(),
  ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]) => {
    return `${[a, b, c, d, e, f].map((group) => group.toString(16)).join(":")}:${dotted(g * 65536 + h)}`;
  },
];
const sixSpelled = fc.tuple(six, fc.constantFrom(...spellings)).map(([address, spell]) => spell(groupsOf(address)));

const percent = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const widen = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCodePoint(character.charCodeAt(0) + 0xfee0));
const disguises: ((character: string) => string)[] = [
  (character) => character.toUpperCase(),
  percent,
  widen,
  (character) => percent(widen(character)),
  (character) =>
    character === "." ? "。" : /\d/.test(character) ? String.fromCodePoint(0x1d7ce + Number(character)) : character,
  (character) => `${character}\u00ad`,
];

/** Each character as it is, or in another that the URL standard reads as the same. */
const disguise = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.option(fc.constantFrom(...disguises), { freq: 3 }), { minLength: text.length, maxLength: text.length })
    .map((ways) => [...text].map((character, index) => ways[index]?.(character) ?? character).join(""));

const label = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,10}[a-z0-9])?$/).filter((text) => !text.startsWith("xn--"));
const specialHost = fc
  .tuple(fc.array(label, { maxLength: 3 }), fc.constantFrom(...specialNames.split(" ")))
  .map((parts) => parts.flat().join("."));
const faultyHost = fc.oneof(
  label,
  publicHost.map((host) => `${host}.`),
  fc
    .tuple(label, publicHost, fc.constantFrom("_", "-", "..", "*.", "-."))
    .map(([first, host, fault]) => `${first}${fault}.${host}`),
  fc.tuple(publicHost, fc.nat(999)).map(([host, number]) => `${host}.${number}`),
  publicHost.map((host) => `${"x".repeat(64)}.${host}`),
);
const hostileHost = fc.oneof(
  { weight: 4, arbitrary: fourSpelled.chain((text) => fc.oneof(fc.constant(text), disguise(text))) },
  { weight: 1, arbitrary: fourSpelled.map((text) => `${text}.`) },
  { weight: 4, arbitrary: sixSpelled.map((text) => `[${text}]`) },
  { weight: 2, arbitrary: specialHost.chain((text) => fc.oneof(fc.constant(text), disguise(text))) },
  { weight: 1, arbitrary: specialHost.map((text) => `${text}.`) },
  { weight: 1, arbitrary: faultyHost },
);

const path = fc.constantFrom(
  "",
  "/",
  "/hook",
  "/a/b/c.php",
  "/%2e%2e/x",
  "/ü",
  "?q=1",
  "/hook?to=https://hooks.example.com/",
  "/@",
);
const usualPort = fc.constantFrom("", "", "", ":443", ":0443");
const join = (parts: string[]): string => parts.join("");
const scheme = fc.constantFrom("https://", "https://", "https://", "HTTPS://", "hTTpS://");
const dressed = (host: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.tuple(scheme, host, usualPort, path).map(join);

const decent = dressed(publicHost);
const otherPort = fc.integer({ min: 0, max: 70_000 }).filter((port) => port !== 443);
const blank = fc.constantFrom(
  "\t",
  "\n",
  "\r",
  "\r\n",
  "\0",
  " ",
  "\v",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\u3000",
  "\ufeff",
  "\u007f",
  "\\",
);
const credentials = fc.constantFrom(
  "user@",
  "user:password@",
  "@",
  ":@",
  "hooks.example.com@",
  "hooks.example.com:443@",
  "a%40b@",
);

/** One thing is wrong with a URL that is else in order. */
const spoilt = fc.oneof(
  fc
    .tuple(fc.constantFrom("http", "ftp", "ws", "wss", "gopher", "blob:https", "x"), decent)
    .map(([name, url]) => url.replace(/^https/i, name)),
  fc
    .tuple(fc.constantFrom("https:", "https:/", "https:///", "https:////", "//", "", "/"), decent)
    .map(([start, url]) => url.replace(/^https:\/\//i, start)),
  fc.tuple(scheme, publicHost, otherPort, path).map(([start, host, port, end]) => `${start}${host}:${port}${end}`),
  fc.tuple(scheme, credentials, publicHost, usualPort, path).map(join),
  fc.tuple(decent, fc.constantFrom("#", "#fragment", "#@127.0.0.1/")).map(join),
  fc
    .tuple(dressed(fc.oneof(publicHost, hostileHost)), blank, fc.nat(40))
    .map(([url, character, at]) => url.slice(0, at) + character + url.slice(at)),
  fc
    .tuple(decent, fc.constantFrom("\ud800", "\udc00x", "/".repeat(2048)))
    .map(([url, end]) => `${url}${url.includes("?") ? "" : "/"}${end}`),
);

/** Two hosts, of which a careless reader sees the other one. */
const decoy = fc
  .tuple(
    scheme,
    publicHost,
    hostileHost,
    fc.constantFrom("@", "\\@", "%00@", "%2f@", ":443@", "#@", "/\\", "&@"),
    fc.boolean(),
    path,
  )
  .map(([start, decentHost, host, between, isFirst, end]) => {
    const hosts = isFirst ? [host, decentHost] : [decentHost, host];
    return start + hosts.join(between) + end;
  });

const anyCase = (host: string): fc.Arbitrary<string> => fc.boolean().map((isUpper) => (isUpper ? host.toUpperCase() : host));
const address = fc.oneof(four.map(dotted), sixSpelled);

/** One of them at least is not public, and stands anywhere among the others. */
const addresses = fc
  .tuple(fc.array(publicAddress, { maxLength: 3 }), address, fc.nat(3))
  .map(([others, hostile, at]) => others.toSpliced(at, 0, hostile));

export const hostileTarget: fc.Arbitrary<HostileTarget> = fc.oneof(
  { weight: 5, arbitrary: dressed(hostileHost).map((url) => ({ kind: "text" as const, url })) },
  { weight: 2, arbitrary: spoilt.map((url) => ({ kind: "text" as const, url })) },
  { weight: 1, arbitrary: decoy.map((url) => ({ kind: "text" as const, url })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(dressed(publicHost.chain(anyCase)), addresses)
      .map(([url, resolved]) => ({ kind: "name" as const, url, addresses: resolved })),
  },
);
