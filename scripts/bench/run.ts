// `npm run bench`: how fast the parts are, as ratios measured in one run. `-- <pattern>` picks by name, `-- --json` prints one line each.
import { parseArgs } from "node:util";
import { chromiumPath } from "../testing/find-chromium.ts";
import { issueTenThousand } from "./bulk/issue-ten-thousand.ts";
import { commitInCalls } from "./commit-in-calls.ts";
import { commitInChunks } from "./commit-in-chunks.ts";
import { commitInStatements } from "./commit-in-statements.ts";
import { commitLiveInStatements } from "./commit-live-in-statements.ts";
import { measure, type Result } from "./measure.ts";
import type { Measurement } from "./measurement.ts";
import { openOnTelephone } from "./pages/open-on-telephone.ts";
import { firstCompilation, firstDocument } from "./printing/cold-start.ts";
import { stampNineFields, stampThreeFields } from "./printing/stamp-and-draw-plainly.ts";
import { stampOverFloor } from "./printing/stamp-and-floor.ts";
import { stampInWorkerd } from "./printing/stamp-in-workerd.ts";
import { stampScripts } from "./printing/stamp-scripts.ts";
import { jsonReport, tableReport } from "./report.ts";
import { openStage } from "./stage.ts";
import { verifyAndLog } from "./verify-and-log.ts";
import { verifyInCalls } from "./verify-in-calls.ts";
import { verifyInStatements } from "./verify-in-statements.ts";
import { verifyInWorker } from "./verify-in-worker.ts";
import { deliverOverGraphileWorker, deliverOverPgBoss } from "./webhooks/deliver-over-job-queues.ts";
import { hangBesideHealthy } from "./webhooks/hang-beside-healthy.ts";

const measurements: Measurement[] = [
  verifyInCalls,
  verifyInStatements,
  verifyAndLog,
  commitInCalls,
  commitInStatements,
  commitLiveInStatements,
  commitInChunks,
  verifyInWorker,
  stampThreeFields,
  stampNineFields,
  stampOverFloor,
  ...stampScripts,
  stampInWorkerd,
  firstDocument,
  firstCompilation,
  issueTenThousand,
  deliverOverGraphileWorker,
  deliverOverPgBoss,
  hangBesideHealthy,
  ...(chromiumPath ? [openOnTelephone] : []),
];
if (!chromiumPath) console.error("skipped: install chromium");

const { values, positionals } = parseArgs({ options: { json: { type: "boolean", default: false } }, allowPositionals: true });
const pattern = positionals.join(" ").toLowerCase();
const chosen = measurements.filter(({ name }) => name.toLowerCase().includes(pattern));
if (chosen.length === 0) {
  console.error(`No measurement matches "${pattern}". There are:\n${measurements.map(({ name }) => `  ${name}`).join("\n")}`);
  process.exit(1);
}

const stage = openStage();
let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await stage.stop();
  process.exit(1);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());

const report = values.json ? jsonReport : tableReport(chosen.map(({ name }) => name));
const results: Result[] = [];
try {
  report.begin();
  for (const measurement of chosen) {
    const result = await measure(measurement, stage);
    results.push(result);
    report.add(result);
  }
  report.end(results);
  await stage.stop();
} catch (error) {
  if (!isEnding) console.error(error);
  await end();
}
