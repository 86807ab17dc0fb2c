// What Workers hold of memory, read from Linux' /proc.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Bytes that the workerd processes behind a Worker's local address hold: the one that listens there and the one that runs the code. Throws when there is none. */
export function measureWorkers(url: string): number {
  const inode = findSocket(Number(new URL(url).port));
  const processes = listProcesses();
  const listener = processes.find(({ id }) => holdsSocket(id, inode));
  if (!listener) throw new Error(`No process listens at ${url}.`);
  const workers = processes.filter(({ name, group }) => name === "workerd" && group === listener.group);
  if (workers.length === 0) throw new Error(`No workerd belongs to ${url}.`);
  return workers.reduce((sum, { id }) => sum + readResidentBytes(id), 0);
}

const sampleMilliseconds = 10;

/** What the work answers, and the most bytes that the Workers held while it ran. */
export async function measurePeak<Result>(
  url: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; peakBytes: number }> {
  let peakBytes = measureWorkers(url);
  const sample = () => {
    peakBytes = Math.max(peakBytes, measureWorkers(url));
  };
  const timer = setInterval(sample, sampleMilliseconds);
  try {
    const result = await work();
    sample();
    return { result, peakBytes };
  } finally {
    clearInterval(timer);
  }
}

type Process = { id: string; name: string; group: string };

function listProcesses(): Process[] {
  return readdirSync("/proc")
    .filter((id) => /^\d+$/.test(id))
    .flatMap((id) => {
      const [, name = "", rest = ""] = /^\d+ \((.*)\) (.*)$/s.exec(readOrNothing(`/proc/${id}/stat`)) ?? [];
      return name === "" ? [] : [{ id, name, group: rest.split(" ")[2] ?? "" }];
    });
}

/** The inode of the socket that listens at a port of 127.0.0.1. */
function findSocket(port: number): string {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const listening = "0A";
  for (const line of readFileSync("/proc/net/tcp", "utf8").split("\n")) {
    const columns = line.trim().split(/\s+/);
    if (columns[1] === local && columns[3] === listening) return columns[9] ?? "";
  }
  throw new Error(`Nothing listens at port ${port}.`);
}

function holdsSocket(id: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${id}/fd`).some((fd) => readlinkSync(`/proc/${id}/fd/${fd}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}

function readResidentBytes(id: string): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readOrNothing(`/proc/${id}/status`))?.[1] ?? 0) * 1024;
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
