// `npm run format`: formats every file and mends what the linter can mend safely.
import { spawnSync } from "node:child_process";
import { projectRoot } from "./paths.ts";

const biome = `${projectRoot}/node_modules/@biomejs/biome/bin/biome`;
const paths = process.argv.length > 2 ? process.argv.slice(2) : ["."];
const result = spawnSync(process.execPath, [biome, "check", "--write", ...paths], { cwd: projectRoot, stdio: "inherit" });
process.exit(result.status ?? 1);
