// A receiver of webhooks as there are many: some answer at once, others fail in every way there is. What it was sent it remembers.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook } from "svix";

/** `late` takes it after two seconds. */
export type Failure = "500" | "429" | "503" | "hang" | "reset" | "redirect" | "drip" | "huge" | "410" | "late";

/** What was sent, in the order in which it came. */
export type Received = {
  path: string;
  id: string;
  timestamp: string;
  signature: string;
  at: number;
  body: string;
  failure: Failure | null;
  isSigned: boolean;
};

export type WebhookReceiver = {
  url: string;
  received: Received[];
  /** Those that wait for their answer, or for its end. */
  openCount: number;
  mostOpen: number;
  /** Requests that came by a redirect, which nobody may follow. */
  redirected: number;
  stop: () => Promise<void>;
};

export type ReceiverOptions = {
  /** By path: what signs there, so that each request is verified as it comes. */
  secrets: Map<string, string>;
  /** How the request is to fail, or null. */
  decide: (request: { path: string; id: string; count: number }) => Failure | null;
};

const lateMilliseconds = 2000;
const redirectPath = "/redirected";
const hugeBytes = 64 * 1024 * 1024;

export async function startWebhookReceiver({ secrets, decide }: ReceiverOptions): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const counts = new Map<string, number>();
  const receiver: WebhookReceiver = { url: "", received, openCount: 0, mostOpen: 0, redirected: 0, stop: () => stop(server) };
  const server = createServer((request, response) => {
    response.on("error", () => {});
    request.on("error", () => {});
    receiver.openCount += 1;
    receiver.mostOpen = Math.max(receiver.mostOpen, receiver.openCount);
    response.on("close", () => {
      receiver.openCount -= 1;
    });
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 600_000;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString();
    const path = request.url ?? "/";
    if (path === redirectPath) {
      receiver.redirected += 1;
      return void response.end();
    }
    const headers = pickHeaders(request);
    const id = headers["webhook-id"] ?? "";
    const count = (counts.get(path + id) ?? 0) + 1;
    counts.set(path + id, count);
    const failure = decide({ path, id, count });
    const isSigned = isVerified(secrets.get(path), headers, body);
    const { "webhook-timestamp": timestamp = "", "webhook-signature": signature = "" } = headers;
    received.push({ path, id, timestamp, signature, at: Date.now(), body, failure, isSigned });
    answer(response, failure);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  receiver.url = `http://127.0.0.1:${address.port}`;
  return receiver;
}

function pickHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, String(headers[name] ?? "")]),
  );
}

/** By two verifiers that others wrote. */
function isVerified(secret: string | undefined, headers: Record<string, string>, body: string): boolean {
  if (secret === undefined) return false;
  try {
    new Webhook(secret).verify(body, headers);
    new StandardWebhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function answer(response: ServerResponse, failure: Failure | null): void {
  switch (failure) {
    case null:
      return void response.writeHead(204).end();
    case "500":
      return void response.writeHead(500).end("Out of order.");
    case "429":
      return void response.writeHead(429, { "Retry-After": "1" }).end();
    case "503":
      return void response.writeHead(503, { "Retry-After": "60" }).end();
    case "late":
      setTimeout(() => response.writeHead(204).end(), lateMilliseconds);
      return;
    case "410":
      return void response.writeHead(410).end();
    case "hang":
      return;
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "redirect":
      return void response.writeHead(307, { Location: redirectPath }).end();
    case "drip":
      drip(response);
      return;
    case "huge":
      pour(response);
      return;
  }
}

/** A body that never ends, a byte at a time. */
function drip(response: ServerResponse): void {
  response.writeHead(500);
  const timer = setInterval(() => response.write("."), 100);
  response.on("close", () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  response.writeHead(500);
  let left = hugeBytes;
  const piece = Buffer.alloc(64 * 1024, "x");
  const write = () => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(piece)) return void response.once("drain", write);
    }
    response.end();
  };
  write();
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
