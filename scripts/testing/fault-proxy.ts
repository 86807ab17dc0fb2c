// Stands between the Workers and the database's HTTP interface: counts the calls of each key and loses answers on demand.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

// What a Worker hears that asks for work when there is none; such calls are told apart.
const nothingToDo = Buffer.from('{"chunk":null}');

export type FaultProxy = { url: string; stop: () => Promise<void> };

const Call = z.object({ input: z.object({ keyHash: z.string() }) });
const Loss = z.object({ keyHash: z.string(), sqlFunction: z.string() });

/** `GET /calls/<key hash>` tells the functions called; `POST /lose {keyHash, sqlFunction}` lets the next such call happen and its answer vanish. */
export async function startFaultProxy(target: string, port: number): Promise<FaultProxy> {
  const calls = new Map<string, string[]>();
  const losses = new Set<string>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const path = request.url ?? "/";
    if (path.startsWith("/calls/")) return void response.end(JSON.stringify(calls.get(path.slice(7)) ?? []));
    if (path === "/lose") {
      const { keyHash, sqlFunction } = Loss.parse(JSON.parse(body.toString()));
      losses.add(`${keyHash} ${sqlFunction}`);
      return void response.end();
    }
    const sqlFunction = path.split("/").at(-1) ?? "";
    const keyHash = Call.safeParse(body.length > 0 ? JSON.parse(body.toString()) : null).data?.input.keyHash ?? "";
    const heard = calls.get(keyHash) ?? [];
    calls.set(keyHash, heard);
    heard.push(sqlFunction);
    const answer = await forward(target + path, request, body);
    const answered = Buffer.from(await answer.arrayBuffer());
    if (answered.equals(nothingToDo)) heard[heard.lastIndexOf(sqlFunction)] = `${sqlFunction} in vain`;
    if (losses.delete(`${keyHash} ${sqlFunction}`)) return void response.destroy();
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(answered);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // workerd keeps its connections; were they closed here after five idle seconds, a call could meet one just closing.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

function forward(url: string, request: IncomingMessage, body: Buffer): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    const isOwn = ["host", "connection", "content-length", "transfer-encoding", "accept-encoding"].includes(name);
    if (!isOwn && value !== undefined) headers.set(name, String(value));
  }
  return fetch(url, { method: request.method ?? "GET", headers, body: body.length > 0 ? new Uint8Array(body) : null });
}
