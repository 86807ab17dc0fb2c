import { createServer } from "node:http";
import { makePages } from "../make-pages.ts";

/** The pages on a port of this machine, over answers of the database that a test chooses by path: the same verdict at the same moment each time. */
export async function servePages(replies: Map<string, unknown>) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    const reply = [...replies].find(([prefix]) => path.startsWith(prefix))?.[1] ?? replies.get("");
    const pages = makePages(reply, bases);
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    );
    const answer = await pages.app.request(`${origin}${request.url}`, { headers: Object.fromEntries(headers) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const origin = `http://localhost:${address.port}`;
  const bases = { live: origin, sandbox: `${origin}/sandbox` };
  return {
    origin,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
