import { connectDatabase } from "@attestry/database/database";
import { runMaintenance } from "@attestry/database/run-maintenance";
import type { ExportedHandler } from "@cloudflare/workers-types";
import { z } from "zod";

const Variables = z.object({ SUPABASE_URL: z.url(), SUPABASE_SECRET_KEY: z.string().min(1) });

// What api.run_maintenance deletes in one call; more is left for another one.
const mostPurgedAtOnce = 10_000;
const mostRounds = 40;

const handler: ExportedHandler<Record<string, unknown>> = {
  async scheduled(_event, env) {
    const { SUPABASE_URL: url, SUPABASE_SECRET_KEY: secretKey } = Variables.parse(env);
    const database = connectDatabase({ url, secretKey });
    for (let round = 1; ; round++) {
      const { purgedIdempotencyRecords } = await runMaintenance(database);
      console.log(JSON.stringify({ level: "info", message: "maintenance", round, purgedIdempotencyRecords }));
      if (purgedIdempotencyRecords < mostPurgedAtOnce || round === mostRounds) return;
    }
  },
};

export default handler;
