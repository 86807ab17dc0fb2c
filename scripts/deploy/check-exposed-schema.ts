import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { Refusal } from "../admin/refusal.ts";
import type { Settings } from "./settings.ts";

type Project = Pick<Settings, "SUPABASE_URL" | "SUPABASE_SECRET_KEY">;

const Failure = z.object({ code: z.string().nullish(), message: z.string().nullish() });

const attempts = 10;
const pauseMilliseconds = 2_000;

/** Calls a function of the schema `api` as the Workers do. Throws a Refusal that says what to switch on, and where. */
export async function checkExposedSchema(project: Project): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const response = await callMaintenance(project);
    if (response.ok) return;
    const { code, message } = Failure.catch({}).parse(await response.json().catch(() => ({})));
    // PostgREST has not read the new migrations yet.
    if (code === "PGRST202" && attempt < attempts) await wait(pauseMilliseconds);
    else throw new Refusal(explain(response.status, code ?? "", message ?? ""));
  }
}

async function callMaintenance({ SUPABASE_URL: url, SUPABASE_SECRET_KEY: key }: Project): Promise<Response> {
  const headers = { apikey: key, Authorization: `Bearer ${key}`, "Content-Profile": "api", "Content-Type": "application/json" };
  try {
    const address = `${url}/rest/v1/rpc/run_maintenance`;
    return await fetch(address, { method: "POST", headers, body: '{"input":{}}', signal: AbortSignal.timeout(30_000) });
  } catch {
    throw new Refusal(`Nothing answers at SUPABASE_URL (${url}).`);
  }
}

function explain(status: number, code: string, message: string): string {
  if (code === "PGRST106") {
    return "The project does not expose the schema `api`: in the Supabase dashboard open the project's Data API settings (https://supabase.com/dashboard/project/_/settings/api), add `api` to “Exposed schemas”, save, and run this again.";
  }
  if (status === 401 || status === 403) return `The project refuses SUPABASE_SECRET_KEY (${status} ${code} ${message}).`;
  return `The project's Data API answers ${status} ${code} ${message}`.trim();
}
