import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Refusal } from "./refusal.ts";

const largestBytes = 10_000_000;

/** The bytes of a file that was named on the command line, relative to where npm was called. Throws a Refusal that names it. */
export function readGivenFile(file: string): Uint8Array<ArrayBuffer> {
  const path = resolve(process.env.INIT_CWD ?? ".", file);
  try {
    const { size } = statSync(path);
    if (size > largestBytes) throw new Refusal(`${file} is larger than 10 MB.`);
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${file} cannot be read${error instanceof Error && "code" in error ? ` (${error.code})` : ""}.`);
  }
}
