// Many callers at once, and what they were answered.
import { deepStrictEqual } from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { ISql, Sql } from "postgres";
import { type Answer, errorOf } from "./api-client.ts";
import type { TestOrganization } from "./test-organization.ts";

export const racers = 50;

export function times<Value>(count: number, run: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => run(index)));
}

/** How often each outcome was answered: a status of success, or the code of a refusal. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const outcome = answer.status < 400 ? String(answer.status) : errorOf(answer).code;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** Throws with the whole tally in view, the outcome nobody expected included. */
export function requireOutcomes(answers: Answer[], expected: Record<string, number>, guarantee: string): void {
  const got = tally(answers);
  deepStrictEqual(got, expected, `${guarantee}; answered were ${JSON.stringify(got)}`);
}

/**
 * Runs calls that write in the sandbox so that they truly meet: none can commit until each of them has begun to write, or waits for
 * another one, or has been answered. `hold` locks what all of them want, in the transaction that it is given.
 */
export async function meet(
  sql: Sql,
  organization: TestOrganization,
  count: number,
  run: (index: number) => Promise<Answer>,
  hold: (transaction: ISql) => Promise<unknown> = (transaction) => holdSandbox(transaction, organization),
): Promise<Answer[]> {
  let answers: Promise<Answer[]> = Promise.resolve([]);
  let answered = 0;
  await sql.begin(async (transaction) => {
    await hold(transaction);
    answers = times(count, (index) =>
      run(index).finally(() => {
        answered += 1;
      }),
    );
    while (answered + (await countWaiting(transaction)) < count) await setTimeout(10);
  });
  return answers;
}

/** Whoever writes a tenant's row looks at the tenant for its foreign key, and waits there. */
function holdSandbox(transaction: ISql, { id }: TestOrganization): Promise<unknown> {
  return transaction`select from attestry.tenants where organization_id = ${id} and environment = 'sandbox' for update`;
}

/** How many wait for this transaction, or for one that waits for it. */
export async function countWaiting(transaction: ISql): Promise<number> {
  const [row] = await transaction`
    with recursive waiting (pid) as (
      select pg_backend_pid()
      union
      select l.pid
      from waiting w, (select distinct pid from pg_locks where not granted) as l
      where w.pid = any (pg_blocking_pids(l.pid))
    )
    select count(*)::int - 1 as n from waiting`;
  return row?.n;
}
