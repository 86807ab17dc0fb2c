import type { Measurement } from "./measurement.ts";
import { connections } from "./scratch-database.ts";
import { selectOne } from "./select-one.ts";
import { listReferences, verifyByFunction } from "./sql-verify.ts";

/** Measured 6 to 8, the log row and its wait for the disk included; the rest is room. */
export const verifyInCalls: Measurement = {
  name: `verify SQL, ${connections} connections: bare calls it costs`,
  unit: "µs",
  goal: { atMost: 10 },
  concurrency: connections,
  async setup(stage) {
    const { sql, organization, certificateIds } = await stage.database();
    const nextReference = listReferences(certificateIds);
    const keyHash = organization.sandbox.hash;
    return {
      ours: () => verifyByFunction(sql, keyHash, nextReference()),
      reference: () => selectOne(sql, { keyHash, reference: nextReference() }),
      teardown: () => {},
    };
  },
};
