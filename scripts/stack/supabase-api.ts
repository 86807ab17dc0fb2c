import { fork } from "node:child_process";
import { projectRoot } from "../paths.ts";
import type { SupabaseApiOptions } from "./supabase-server.ts";

export type SupabaseApi = { url: string; ended: Promise<string>; stop: () => Promise<void> };

/** Starts the server process and resolves when the migrations are applied and it answers. Throws what kept it from that. */
export async function startSupabaseApi(options: SupabaseApiOptions): Promise<SupabaseApi> {
  const child = fork(`${projectRoot}/scripts/stack/supabase-server.ts`, {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    // A group of its own: a Ctrl-C at the terminal does not end it before its turn.
    detached: true,
  });
  const ended = new Promise<string>((resolve) => child.once("exit", () => resolve("The Supabase interface has ended.")));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once("message", (message) => resolve(isFailure(message) ? message.failure : undefined));
    child.once("exit", (code) => resolve(`the server process ended with code ${code}`));
    child.send(options);
  });
  if (failure === undefined) return { url: `http://127.0.0.1:${options.port}`, ended, stop };
  await stop();
  throw new Error(`The Supabase interface did not come up: ${failure}`);
}

function isFailure(message: unknown): message is { failure: string } {
  return typeof message === "object" && message !== null && "failure" in message;
}
