import type { Measurement } from "./measurement.ts";
import { connections } from "./scratch-database.ts";
import { listReferences, verifyByFunction, verifyByStatements } from "./sql-verify.ts";

export const verifyInStatements: Measurement = {
  name: `verify SQL, ${connections} connections: speed-up over statements`,
  unit: "µs",
  goal: { atLeast: 2 },
  concurrency: connections,
  async setup(stage) {
    const { sql, organization, certificateIds } = await stage.database();
    const nextReference = listReferences(certificateIds);
    const keyHash = organization.sandbox.hash;
    return {
      ours: () => verifyByFunction(sql, keyHash, nextReference()),
      reference: () => verifyByStatements(sql, keyHash, nextReference()),
      teardown: () => {},
    };
  },
};
