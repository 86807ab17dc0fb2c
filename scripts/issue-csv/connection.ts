// Talks to the public API, and to nothing else.
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { Refusal } from "../admin/refusal.ts";
import { localDirectory } from "../paths.ts";

export type Connection = { apiUrl: string; key: string };

const LocalStack = z.object({ apiUrl: z.url(), keys: z.object({ sandbox: z.string(), live: z.string() }) });

/** What the options and the environment say, else the stack that runs here. Throws a Refusal when neither does. */
export function findConnection(environment: "sandbox" | "live", apiUrl: string | undefined): Connection {
  const given = apiUrl ?? process.env.ATTESTRY_API_URL;
  const key = process.env.ATTESTRY_API_KEY;
  if (given !== undefined && key) return { apiUrl: given.replace(/\/+$/, ""), key: requireEnvironment(key, environment) };
  const file = `${localDirectory}/stack.json`;
  if (given !== undefined || !existsSync(file)) {
    throw new Refusal("Set ATTESTRY_API_KEY, and ATTESTRY_API_URL or --api-url; or run `npm start` for a stack on this machine.");
  }
  const local = LocalStack.parse(JSON.parse(readFileSync(file, "utf8")));
  return { apiUrl: local.apiUrl, key: requireEnvironment(key ?? local.keys[environment], environment) };
}

function requireEnvironment(key: string, environment: string): string {
  if (key.startsWith(`sk_${environment}_`)) return key;
  throw new Refusal(`The key in ATTESTRY_API_KEY is not of the ${environment} environment.`);
}

const Issue = z.object({
  path: z.string(),
  message: z.string(),
  line: z.number().optional(),
  column: z.string().optional(),
});
export type Issue = z.infer<typeof Issue>;

const Failure = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string(), issues: z.array(Issue).optional() }),
});

/** The API refused, for a reason that another try would not change. */
export class ApiRefusal extends Error {
  readonly code: string;
  readonly issues: Issue[];

  constructor({ error: { code, message, issues = [] } }: z.infer<typeof Failure>) {
    super(message);
    this.code = code;
    this.issues = issues;
  }
}

const mostTries = 8;

/**
 * Sends a request until it is answered: again after what `Retry-After` says, and after a growing pause when there is no answer or the
 * fault is the server's. Throws an ApiRefusal for any other 4xx, and a Refusal when no answer comes.
 */
export async function call({ apiUrl, key }: Connection, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${key}`);
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(apiUrl + path, { ...init, headers }).catch(() => null);
    if (response?.ok) return response;
    const mayBeWell = response === null || response.status === 429 || response.status >= 500;
    if (!mayBeWell) throw await readRefusal(response);
    if (attempt === mostTries) {
      throw new Refusal(
        response
          ? `${apiUrl} answers ${response.status} again and again. Try later.`
          : `There is no answer from ${apiUrl}. Is Attestry running there? \`npm start\` starts it on this machine.`,
      );
    }
    const wanted = Number(response?.headers.get("Retry-After") ?? 0);
    await response?.body?.cancel();
    await pause(Math.max(wanted * 1000, Math.min(10_000, 250 * 2 ** attempt)));
  }
}

async function readRefusal(response: Response): Promise<Error> {
  const { data } = Failure.safeParse(await response.json().catch(() => null));
  return data ? new ApiRefusal(data) : new Refusal(`The API answered ${response.status} without a reason.`);
}
