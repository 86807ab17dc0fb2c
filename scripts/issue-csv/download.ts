import { createWriteStream, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Connection, call } from "./connection.ts";

/** Downloads to a file that has its name only when it is whole. A line that breaks is begun anew, twice at most. */
export async function download(connection: Connection, path: string, file: string): Promise<void> {
  const draft = `${file}.part`;
  for (let attempt = 1; ; attempt++) {
    const { body } = await call(connection, path);
    if (!body) throw new Error("The answer has no body.");
    try {
      await pipeline(Readable.from(body), createWriteStream(draft));
      renameSync(draft, file);
      return;
    } catch (error) {
      rmSync(draft, { force: true });
      if (attempt === 3) throw error;
    }
  }
}
