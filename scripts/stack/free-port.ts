import { randomInt } from "node:crypto";
import { createServer } from "node:net";

// Below the range that systems take for outgoing connections, one of which may else sit on a port between its choice and its use.
const lowest = 15_000;
const highest = 32_000;

/** `preferred` when nothing on this machine listens at that TCP port of the loopback addresses, else another that is free. */
export async function findFreePort(preferred = 0): Promise<number> {
  if (preferred !== 0 && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port was found on this machine.");
}

/** Both loopback addresses, since "localhost" may mean either. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"),
    );
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
