// Says whether a request is a webhook of Attestry: its headers come in WEBHOOK_ID, WEBHOOK_TIMESTAMP and WEBHOOK_SIGNATURE, the
// secret in WEBHOOK_SECRET, the body on standard input. Exits with 0 if it is, else with 1 and the reason.

import { createHmac, timingSafeEqual } from "node:crypto";

// Throws unless Attestry signed the request within the last five minutes. `body` is a Buffer of what arrived, byte for byte.
function verify(secret, id, timestamp, signatures, body) {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (!secret.startsWith("whsec_") || key.length < 24) throw new Error("the secret is not whole");

  const digest = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const expected = Buffer.from(`v1,${digest}`);
  const isSigned = signatures
    .split(" ")
    .map((text) => Buffer.from(text))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
  if (!isSigned) throw new Error("no signature fits");

  const ageSeconds = Date.now() / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) > 5 * 60) throw new Error("it was not signed within five minutes of now");
}

const { WEBHOOK_SECRET = "", WEBHOOK_ID = "", WEBHOOK_TIMESTAMP = "", WEBHOOK_SIGNATURE = "" } = process.env;
try {
  verify(WEBHOOK_SECRET, WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE, Buffer.concat(await process.stdin.toArray()));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
