// The programs of docs/examples/webhooks, which the guide shows, judge what signDelivery has signed.
import { execFileSync, spawnSync } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { eventTypes } from "@attestry/webhooks/event-types";
import { signDelivery } from "@attestry/webhooks/sign-delivery";
import { createWebhookSecret } from "@attestry/webhooks/webhook-secret";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../paths.ts";
import { createRandom } from "../../testing/random.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const mutationsPerField = 3;
const fields = ["id", "timestamp", "signature", "body"] as const;

const folder = makeTemporaryDirectory("webhook-examples");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = (name: string) => `${projectRoot}/docs/examples/webhooks/${name}`;
const goProgram = join(folder, "verify");
const languages = [
  { name: "Node", probe: [process.execPath, "--version"], command: [process.execPath, source("verify.mjs")], install: "node" },
  { name: "Python", probe: ["python3", "--version"], command: ["python3", source("verify.py")], install: "python3" },
  { name: "Go", probe: ["go", "version"], command: [goProgram], install: "golang-go" },
  { name: "PHP", probe: ["php", "--version"], command: ["php", source("verify.php")], install: "php-cli" },
  { name: "Ruby", probe: ["ruby", "--version"], command: ["ruby", source("verify.rb")], install: "ruby" },
].map((language) => ({ ...language, isThere: canRun(language.probe) }));

for (const { name, isThere, install } of languages) if (!isThere) console.log(`${name} skipped: install ${install}`);

function canRun([tool = "", ...args]: string[]): boolean {
  return spawnSync(tool, args).status === 0;
}

type Request = { secret: string; id: string; timestamp: string; signature: string; body: Buffer };
type Signing = { secrets?: string[]; ageSeconds?: number };

const secret = createWebhookSecret();

/** A webhook as it is sent, with letters that are no ASCII. */
function makeRequest({ secrets = [secret], ageSeconds = 0 }: Signing = {}): Request {
  const type = "certificate.issued";
  const id = randomUUID();
  const data = { ...eventTypes[type].example, recipientName: "Zoë Παπαδοπούλου 🎓" };
  const payload = JSON.stringify({ id, type, environment: "sandbox", createdAt: new Date(), sequence: 1, data });
  const headers = signDelivery(secrets, { id, sentAt: new Date(Date.now() - ageSeconds * 1000), payload });
  const { "webhook-timestamp": timestamp = "", "webhook-signature": signature = "" } = headers;
  return { secret, id, timestamp, signature, body: Buffer.from(payload) };
}

/** What the program printed as its reason, or null when it accepted the request. */
function judge([tool = "", ...args]: string[], request: Request): string | null {
  const { status, stderr, stdout } = spawnSync(tool, args, {
    input: request.body,
    encoding: "utf8",
    env: {
      ...process.env,
      WEBHOOK_SECRET: request.secret,
      WEBHOOK_ID: request.id,
      WEBHOOK_TIMESTAMP: request.timestamp,
      WEBHOOK_SIGNATURE: request.signature,
    },
  });
  expect(stdout).toBe("");
  if (status === 0) return null;
  expect(status).toBe(1);
  expect(stderr.trim().split("\n"), stderr).toHaveLength(1);
  return stderr.trim();
}

/** With one byte replaced by another: in the headers by another printable character. */
function mutate(request: Request, field: (typeof fields)[number], random: () => number): Request {
  const bytes = Buffer.from(request[field]);
  const at = Math.floor(random() * bytes.length);
  const [lowest, count] = field === "body" ? [0, 256] : [0x21, 94];
  const before = bytes[at];
  while (bytes[at] === before) bytes[at] = lowest + Math.floor(random() * count);
  return { ...request, [field]: field === "body" ? bytes : bytes.toString("latin1") };
}

/** The last letter of the signature's base64 has two bits that say nothing: a lenient decoder reads the same bytes. */
function respell(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const respelled = signature.replace(/.(?==$)/, (letter) => alphabet.charAt(alphabet.indexOf(letter) ^ 1));
  const toBytes = (text: string) => Buffer.from(text.slice("v1,".length), "base64").toString("hex");
  expect(toBytes(respelled)).toBe(toBytes(signature));
  expect(respelled).not.toBe(signature);
  return respelled;
}

/** Signed with no key at all, as anybody can. */
function forge(request: Request): Request {
  const digest = createHmac("sha256", "").update(`${request.id}.${request.timestamp}.`).update(request.body).digest("base64");
  return { ...request, signature: `v1,${digest}` };
}

for (const { name, command, isThere } of languages) {
  describe.skipIf(!isThere)(name, () => {
    if (name === "Go") beforeAll(() => execFileSync("go", ["build", "-o", goProgram, source("verify.go")]));

    test("accepts what is signed", () => {
      expect(judge(command, makeRequest())).toBeNull();
      expect(judge(command, makeRequest({ ageSeconds: 280 }))).toBeNull();
      expect(judge(command, makeRequest({ ageSeconds: -280 }))).toBeNull();
    });

    test("accepts either secret while one is rotated, and after it the new one alone", () => {
      const [older, newer] = [createWebhookSecret(), createWebhookSecret()];
      const during = makeRequest({ secrets: [newer, older] });
      expect(during.signature.split(" ")).toHaveLength(2);
      expect(judge(command, { ...during, secret: older })).toBeNull();
      expect(judge(command, { ...during, secret: newer })).toBeNull();
      const after = makeRequest({ secrets: [newer] });
      expect(judge(command, { ...after, secret: newer })).toBeNull();
      expect(judge(command, { ...after, secret: older })).toBe("no signature fits");
    });

    test("passes over signatures of versions that it does not know", () => {
      const request = makeRequest();
      expect(judge(command, { ...request, signature: `v1a,AAAA v2 ${request.signature} v1,` })).toBeNull();
      expect(judge(command, { ...request, signature: request.signature.replace("v1,", "v2,") })).toBe("no signature fits");
    });

    test.each(fields)(`rejects another byte in the %s (FUZZ_SEED=${seed})`, (field) => {
      const random = createRandom(seed);
      for (let count = 0; count < mutationsPerField; count++) {
        const mutant = mutate(makeRequest(), field, random);
        expect(judge(command, mutant), JSON.stringify({ ...mutant, body: mutant.body.toString("latin1") })).toBe(
          "no signature fits",
        );
      }
    });

    test("rejects a signature that spells the same bytes otherwise", () => {
      const request = makeRequest();
      expect(judge(command, { ...request, signature: respell(request.signature) })).toBe("no signature fits");
    });

    test("rejects what is 301 seconds old, or signed for later", () => {
      expect(judge(command, makeRequest({ ageSeconds: 301 }))).toContain("within five minutes");
      expect(judge(command, makeRequest({ ageSeconds: -400 }))).toContain("within five minutes");
    });

    test("rejects a forgery where the secret is missing, empty or cut off", () => {
      for (const lost of ["", "whsec_", "whsec_AAAA", "AAAA", secret.slice("whsec_".length)]) {
        expect(judge(command, { ...forge(makeRequest()), secret: lost }), lost).not.toBeNull();
      }
    });

    test("rejects a request without our headers", () => {
      expect(judge(command, { ...makeRequest(), id: "", timestamp: "", signature: "" })).toBe("no signature fits");
      expect(judge(command, { ...forge(makeRequest()), timestamp: "" })).toBe("no signature fits");
    });
  });
}
