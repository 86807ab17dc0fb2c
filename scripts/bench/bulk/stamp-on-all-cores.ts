import { type ChildProcess, fork } from "node:child_process";
import { z } from "zod";

/** Milliseconds for stamping one certificate and nothing else while every core does so: the mean of that many processes. */
export async function stampOnAllCores(csv: string, cores: number): Promise<number> {
  const laps = await Promise.all(Array.from({ length: cores }, () => stampInProcess(csv)));
  return laps.reduce((sum, lap) => sum + lap, 0) / cores;
}

function stampInProcess(csv: string): Promise<number> {
  const child: ChildProcess = fork(new URL("./stamp-process.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    child.once("message", (lap) => resolve(z.number().parse(lap)));
    child.once("exit", (code) => reject(new Error(`A process that stamps ended with code ${code}.`)));
    child.send(csv);
  });
}
