import type { Sql } from "postgres";

/** The least that a function called like ours can do: what it costs is the call. */
export async function createSelectOne(sql: Sql): Promise<void> {
  await sql`create schema bench`;
  await sql`create function bench.select_one(input jsonb) returns jsonb language sql return to_jsonb(1)`;
}

export async function selectOne(sql: Sql, input: object): Promise<void> {
  await sql`select bench.select_one(${JSON.stringify(input)}::text::jsonb) as answer`;
}
