/** The call lasts until all have ended: where one fails, the others would be broken off with it. Rejects with the first failure. */
export async function runToEnd(tasks: Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(tasks);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
