import type { Sql } from "postgres";

/** A running stack, as the checks of what must always hold see it. */
export type Subject = { apiUrl: string; verifyUrl: string; proxyUrl: string; sql: Sql };
