import postgres from "postgres";
import { afterAll, inject } from "vitest";

/** The running stack with a connection to its database, for one test file. */
export function useStack() {
  const stack = inject("stack");
  const sql = postgres(stack.databaseUrl, { max: 5, onnotice: () => {} });
  afterAll(() => sql.end());
  return { ...stack, sql };
}
