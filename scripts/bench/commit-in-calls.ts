import { makeCertificate } from "./make-certificate.ts";
import type { Measurement } from "./measurement.ts";
import { connections } from "./scratch-database.ts";
import { selectOne } from "./select-one.ts";
import { commitByFunction } from "./sql-commit.ts";

/** In sandbox, where nobody waits for credits. Measured 6 to 8, four rows and their wait for the disk included; the rest is room. */
export const commitInCalls: Measurement = {
  name: `commit SQL, ${connections} connections: bare calls it costs`,
  unit: "µs",
  goal: { atMost: 10 },
  concurrency: connections,
  async setup(stage) {
    const { sql, organization } = await stage.database();
    const key = organization.sandbox;
    const make = () => makeCertificate({ ...organization, environment: "sandbox" });
    return {
      ours: () => commitByFunction(sql, key, make()),
      reference: () => selectOne(sql, { keyHash: key.hash, certificates: [make()] }),
      teardown: () => {},
    };
  },
};
