import { rmSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../stack/free-port.ts";
import { createLocalSecrets } from "../stack/local-secrets.ts";
import { startPostgres } from "../stack/postgres.ts";
import { startSupabaseApi } from "../stack/supabase-api.ts";
import { makeTemporaryDirectory } from "../testing/temporary-directory.ts";

/** A Postgres of its own with all migrations applied; `stop` ends it and removes its folder. */
export async function startScratchDatabase(): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const folder = makeTemporaryDirectory("generate");
  const {
    databasePassword: password,
    supabaseSecretKey: secretKey,
    supabasePublishableKey: publishableKey,
  } = createLocalSecrets();
  const ending: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  try {
    const settings = { fsync: "off", full_page_writes: "off" };
    const server = await startPostgres({ directory: join(folder, "postgres"), port: await findFreePort(), password, settings });
    ending.push(server.stop);
    const { databaseUrl } = server;
    const api = await startSupabaseApi({ databaseUrl, port: await findFreePort(), secretKey, publishableKey });
    ending.push(api.stop);
    return { databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
