import type { Database } from "@attestry/database/database";
import { createReceiptSigningKeys } from "@attestry/scripts/stack/local-secrets";
import { vi } from "vitest";
import { createApp } from "../src/app.ts";
import { openSigner, ReceiptKeys } from "../src/receipts/open-signer.ts";

const receiptKeys = ReceiptKeys.parse(createReceiptSigningKeys());

export const linkSigningKey = new TextEncoder().encode("a key of these tests, and of nothing else");
const noFiles = { get: async () => null, put: async () => null };
const noPictures = { drawPage: async () => ({ ok: false, refusal: "unreadable" }) as const };

export const bases = { live: "https://verify.example.com", sandbox: "https://verify.example.com/sandbox" };

/** What each function of a database answers, by its name. */
export class Replies {
  readonly byName: Record<string, (input: unknown) => unknown>;
  constructor(byName: Replies["byName"]) {
    this.byName = byName;
  }
}

/** The app over a database that answers `reply`, and what it was called with. */
export function makePages(
  reply: unknown,
  verifyBases = bases,
  isWithinLimit = async (_address: string) => true,
  files: { get: typeof noFiles.get | (() => Promise<Blob>); put: typeof noFiles.put } = noFiles,
) {
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
  const calls: { name: string; input: unknown }[] = [];
  const database: Database = async (name, input, answer) => {
    calls.push({ name, input });
    if (reply instanceof Error) throw reply;
    return answer.parse(reply instanceof Replies ? reply.byName[name]?.(input) : reply);
  };
  const app = createApp({
    database,
    verifyBases,
    isWithinLimit,
    receiptSigner: () => openSigner(receiptKeys),
    files: { sandbox: files, live: files },
    pictures: noPictures,
    linkSigningKey,
    now: () => new Date("2026-11-22T19:30:00.000Z"),
  });
  const get = (path: string, init?: RequestInit) => app.request(/^https?:/.test(path) ? path : `${bases.live}${path}`, init);
  const read = async (path: string) => (await get(path)).text();
  return { app, calls, get, read };
}
