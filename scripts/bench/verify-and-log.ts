import type { Sql } from "postgres";
import { z } from "zod";
import type { Measurement } from "./measurement.ts";
import { connections } from "./scratch-database.ts";
import { listReferences } from "./sql-verify.ts";

/** A page's one call, against the same function without the lines that write: half of the verifications a second is the goal, so twice the time. */
export const verifyAndLog: Measurement = {
  name: `verify a page and log it, ${connections} connections, over the same without the log`,
  unit: "µs",
  goal: { atMost: 2 },
  concurrency: connections,
  async setup(stage) {
    const { sql, organization, certificateIds } = await stage.database();
    await createVerifyOnly(sql);
    const nextReference = listReferences(certificateIds);
    const ask = () => {
      const page = { environment: "sandbox", verifyHost: null, organizationSlug: organization.slug, reference: nextReference() };
      return JSON.stringify({ ...page, country: "MY", source: "page", fileSha256: null });
    };
    const requireFound = (rows: readonly Record<string, unknown>[]) => {
      if (rows[0]?.result !== "verified") throw new Error("The certificate was not found.");
    };
    return {
      ours: async () => requireFound(await sql`select api.verify_publicly(${ask()}::text::jsonb) ->> 'result' as result`),
      reference: async () => requireFound(await sql`select verify_only(${ask()}::text::jsonb) ->> 'result' as result`),
      teardown: () => {},
    };
  },
};

/** Throws when the function has changed so much that what it writes is not found any more. */
async function createVerifyOnly(sql: Sql): Promise<void> {
  const [row] = await sql`select pg_get_functiondef('api.verify_publicly(jsonb)'::regprocedure) as text`;
  const whole = z.string().parse(row?.text);
  const reading = whole
    .replace("FUNCTION api.verify_publicly", "FUNCTION public.verify_only")
    .replace(/insert into attestry\.verification_log[^;]*;/, "")
    .replace(/perform attestry\.tell_verification[^;]*;/, "");
  if (/insert into|perform /.test(reading) || reading.length > whole.length - 200) throw new Error("It still writes.");
  await sql.unsafe(reading);
}
