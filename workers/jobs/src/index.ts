import { connectDatabase } from "@attestry/database/database";
import { runMaintenance } from "@attestry/database/run-maintenance";
import type { ExportedHandler } from "@cloudflare/workers-types";

type Bindings = { SUPABASE_URL: string; SUPABASE_SECRET_KEY: string };

const handler: ExportedHandler<Bindings> = {
  async scheduled(_event, env) {
    const database = connectDatabase({ url: env.SUPABASE_URL, secretKey: env.SUPABASE_SECRET_KEY });
    const done = await runMaintenance(database);
    console.log(JSON.stringify({ level: "info", message: "maintenance", ...done }));
  },
};

export default handler;
