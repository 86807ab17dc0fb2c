import { openStage } from "./stage.ts";
import { connections } from "./scratch-database.ts";
import { makeCertificate } from "./make-certificate.ts";
import { measure } from "./measure.ts";
import { commitByFunction, commitByStatements } from "./sql-commit.ts";
import { listReferences, verifyByFunction, verifyByStatements } from "./sql-verify.ts";
const stage = openStage();
const t0 = performance.now();
const db = await stage.database();
console.log("seed", performance.now() - t0);
const { sql, organization } = db;
const next = listReferences(db);
const bare = (input: unknown) => sql`select bench.select_one(${JSON.stringify(input)}::text::jsonb) as answer`;
const run = async (name: string, concurrency: number, ours: () => Promise<unknown>, reference: () => Promise<unknown>, goal: {atMost:number}|{atLeast:number}) => {
  const r = await measure({ name, unit: "µs", goal, concurrency, setup: async () => ({ ours, reference, teardown: () => {} }) }, stage);
  console.log(name, concurrency, "ours", r.ours, "ref", r.reference, "ratio", r.ratio);
};
try {
  for (const c of [8, 1]) {
    const v = () => verifyByFunction(sql, organization.sandbox.hash, next());
    await run("verify/bare", c, v, async () => bare({ keyHash: organization.sandbox.hash, reference: next() }), { atMost: 12 });
    await run("verify/stmts", c, v, () => verifyByStatements(sql, organization.sandbox.hash, next()), { atLeast: 2 });
    for (const env of ["sandbox", "live"] as const) {
      const mk = () => makeCertificate({ id: organization.id, name: organization.name, environment: env });
      const f = () => commitByFunction(sql, organization[env], mk());
      await run("commit/bare " + env, c, f, async () => bare({ keyHash: organization[env].hash, certificates: [mk()] }), { atMost: 12 });
      await run("commit/stmts " + env, c, f, () => commitByStatements(sql, organization[env], mk()), { atLeast: 2 });
    }
  }
  console.log(await sql`select relname, n_live_tup from pg_stat_user_tables order by 2 desc limit 8`);
} finally { await stage.stop(); }
