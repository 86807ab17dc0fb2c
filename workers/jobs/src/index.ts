import { connectDatabase } from "@attestry/database/database";
import { runMaintenance } from "@attestry/database/run-maintenance";
import type { ExportedHandler } from "@cloudflare/workers-types";

type Bindings = { SUPABASE_URL: string; SUPABASE_SECRET_KEY: string };

// What api.run_maintenance deletes in one call; more is left for another one.
const mostPurgedAtOnce = 10_000;
const mostRounds = 40;

const handler: ExportedHandler<Bindings> = {
  async scheduled(_event, env) {
    const database = connectDatabase({ url: env.SUPABASE_URL, secretKey: env.SUPABASE_SECRET_KEY });
    for (let round = 1; ; round++) {
      const { purgedIdempotencyRecords } = await runMaintenance(database);
      console.log(JSON.stringify({ level: "info", message: "maintenance", round, purgedIdempotencyRecords }));
      if (purgedIdempotencyRecords < mostPurgedAtOnce || round === mostRounds) return;
    }
  },
};

export default handler;
