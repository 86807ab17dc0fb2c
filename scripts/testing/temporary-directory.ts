import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";

/** A fresh folder. Others may pass through it, not read it: as root, Postgres runs under another account and has to get to its files. */
export function makeTemporaryDirectory(name: string): string {
  const directory = mkdtempSync(`${tmpdir()}/attestry-${name}-`);
  chmodSync(directory, 0o711);
  return directory;
}
