import type { Environment } from "@attestry/certificate/environment";
import type { ApiContext } from "./api.ts";

type Known = { environment: Environment; rateLimitPerMinute: number; organization?: { id: string } };

/** Keeps for the limiter and the log what the database's answer says of the caller. */
export function noteCaller(c: ApiContext, known: Known): void {
  c.set("rateLimitPerMinute", known.rateLimitPerMinute);
  c.set("organizationId", known.organization?.id);
}
