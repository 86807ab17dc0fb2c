// `npm test`: every test. Needs nothing running; a pattern after `--` narrows it to the files that match.
import { spawnSync } from "node:child_process";
import { projectRoot } from "./paths.ts";

const vitest = `${projectRoot}/node_modules/vitest/vitest.mjs`;
const result = spawnSync(process.execPath, [vitest, "run", ...process.argv.slice(2)], { cwd: projectRoot, stdio: "inherit" });
process.exit(result.status ?? 1);
