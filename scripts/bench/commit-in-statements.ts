import { makeCertificate } from "./make-certificate.ts";
import type { Measurement } from "./measurement.ts";
import { connections } from "./scratch-database.ts";
import { commitByFunction, commitByStatements } from "./sql-commit.ts";

export const commitInStatements: Measurement = {
  name: `commit SQL, ${connections} connections: speed-up over statements`,
  unit: "µs",
  goal: { atLeast: 2 },
  concurrency: connections,
  async setup(stage) {
    const { sql, organization } = await stage.database();
    const key = organization.sandbox;
    const make = () => makeCertificate({ ...organization, environment: "sandbox" });
    return {
      ours: () => commitByFunction(sql, key, make()),
      reference: () => commitByStatements(sql, key, make()),
      teardown: () => {},
    };
  },
};
