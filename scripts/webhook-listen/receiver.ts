import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Judge } from "./judge-delivery.ts";

// A delivery has less than 20 KB.
const largestBodyBytes = 65_536;

type Receiving = { port: number; judge: Judge; status: number; delaySeconds: number; print: (line: string) => void };

/** Receives on this machine alone, prints a line for each request, and answers 401 to what is not verified. Returns what closes it. */
export function openReceiver({ port, ...receiving }: Receiving): Promise<() => void> {
  const server = createServer((request, response) => {
    receive(request, response, receiving).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve(() => {
        server.close();
        server.closeAllConnections();
      }),
    );
  });
}

async function receive(request: IncomingMessage, response: ServerResponse, receiving: Omit<Receiving, "port">): Promise<void> {
  if (request.method !== "POST") return answer(response, 405);
  const body = await readBody(request);
  if (!body) return answer(response, 413);
  const { isVerified, line } = receiving.judge(readHeaders(request), body);
  const status = isVerified ? receiving.status : 401;
  const time = new Date().toTimeString().slice(0, 8);
  receiving.print(`${time}  ${line}${status === 200 ? "" : `, answered with ${status}`}`);
  await pause(receiving.delaySeconds * 1000);
  answer(response, status);
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function readHeaders({ headers }: IncomingMessage): Record<string, string> {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  return Object.fromEntries(names.map((name) => [name, String(headers[name] ?? "")]));
}

/** Null when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes <= largestBodyBytes) chunks.push(chunk);
  }
  return sizeBytes <= largestBodyBytes ? Buffer.concat(chunks) : null;
}
