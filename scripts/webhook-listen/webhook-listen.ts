import { Refusal } from "../admin/refusal.ts";
import { findConnection } from "../issue-csv/connection.ts";
import { findFreePort } from "../stack/free-port.ts";
import { openJudge } from "./judge-delivery.ts";
import type { Options } from "./options.ts";
import { openReceiver } from "./receiver.ts";
import { createWebhook, deleteWebhook } from "./webhook.ts";

const usualPort = 8790;
// An unusual path: whatever is registered at it was left by an earlier run that could not delete it.
const path = "/webhook-listen";

/** Prints what arrives until `interrupted`. The webhook that it created for this is deleted then, whatever happens in between. */
export async function webhookListen(options: Options, interrupted: Promise<void>): Promise<void> {
  const port = await choosePort(options.port);
  const address = `http://127.0.0.1:${port}${path}`;
  const answering = { port, status: options.status, delaySeconds: options.delay };
  const given = process.env.ATTESTRY_WEBHOOK_SECRET;
  if (given) {
    await listenUntil(interrupted, address, { ...answering, secret: requireSecret(given) });
    return;
  }
  const connection = findConnection(options.env, options["api-url"]);
  const created = await Promise.race([createWebhook(connection, address), interrupted]);
  if (!created) return;
  try {
    await listenUntil(interrupted, address, { ...answering, secret: created.secret });
  } finally {
    await deleteWebhook(connection, created.id);
  }
}

type Listening = { port: number; secret: string; status: number; delaySeconds: number };

async function listenUntil(interrupted: Promise<void>, address: string, { secret, ...answering }: Listening): Promise<void> {
  const close = await openReceiver({ ...answering, judge: openJudge(secret), print: (line) => console.log(line) });
  console.log(`Listening at ${address} until Ctrl-C.\n`);
  await interrupted;
  close();
}

/** Who names a port has told it to somebody: another one would be of no use. */
async function choosePort(wanted: number | undefined): Promise<number> {
  const port = await findFreePort(wanted ?? usualPort);
  if (wanted !== undefined && port !== wanted) throw new Refusal(`Port ${wanted} is taken.`);
  return port;
}

function requireSecret(text: string): string {
  if (/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(text)) return text;
  throw new Refusal(
    "ATTESTRY_WEBHOOK_SECRET holds no webhook's secret: it begins with whsec_ and was told when the webhook was created.",
  );
}
