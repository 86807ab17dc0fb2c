import { ApiError } from "@attestry/certificate/api-error";
import { countVerifications } from "@attestry/database/count-verifications";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";

const dayMilliseconds = 86_400_000;
const mostDays = 366;
const usualDays = 30;

const Day = z.iso.date("must be a day such as 2026-11-26");

const CountQuery = z.strictObject({
  from: Day.optional().meta({
    description: "The first day, in UTC; 29 days before the last if it is left out.",
    example: "2026-11-01",
  }),
  to: Day.optional().meta({ description: "The last day, in UTC; today if it is left out.", example: "2026-11-30" }),
  by: z.enum(["day", "country", "source", "result"]).default("day").meta({ example: "day" }),
});

const Group = z
  .strictObject({
    key: z
      .string()
      .meta({ description: "The day, country, source or result; `unknown` where no country is known.", example: "2026-11-26" }),
    count: z.int().meta({ description: "Checks.", example: 42 }),
    certificateCount: z.int().meta({ description: "Certificates that were checked.", example: 17 }),
  })
  .meta({ id: "VerificationGroup" });

const VerificationCounts = z
  .strictObject({
    environment: EnvironmentField,
    from: z.iso.date(),
    to: z.iso.date(),
    by: CountQuery.shape.by.unwrap(),
    totalCount: z.int().meta({ example: 42 }),
    groups: z.array(Group).meta({ description: "By day every day, in their order; else what there is, the most first." }),
  })
  .meta({ id: "VerificationCounts" });

const route = createRoute({
  method: "get",
  path: "/v1/analytics/verifications",
  operationId: "countVerifications",
  tags: ["Verification"],
  summary: "Count verifications",
  description: "Of all certificates and of ids that were not found, over 366 days at most. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { query: CountQuery },
  responses: { 200: dataResponse("The counts.", VerificationCounts), ...keyedFailures, 400: failure("VALIDATION_ERROR") },
});

export function addCountVerifications(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, now } = c.get("services");
    const { by, ...asked } = c.req.valid("query");
    const { from, to } = requirePeriod(asked, now());
    const found = await countVerifications(database, { keyHash: c.get("caller").keyHash, from, to, by });
    noteCaller(c, found);
    const totalCount = found.groups.reduce((sum, { count }) => sum + count, 0);
    return c.json({ data: { environment: found.environment, from, to, by, totalCount, groups: found.groups } }, 200);
  });
}

/** Throws VALIDATION_ERROR when it ends before it begins, or is too long. */
function requirePeriod(asked: { from?: string | undefined; to?: string | undefined }, now: Date): { from: string; to: string } {
  const to = asked.to ?? toDay(now.getTime());
  const from = asked.from ?? toDay(Date.parse(to) - (usualDays - 1) * dayMilliseconds);
  const days = (Date.parse(to) - Date.parse(from)) / dayMilliseconds + 1;
  if (days < 1) refuse("from", "must not be after to");
  if (days > mostDays) refuse("from", `must be within ${mostDays} days of to`);
  return { from, to };
}

function refuse(path: string, message: string): never {
  throw new ApiError("VALIDATION_ERROR", { message: "Request query is invalid.", issues: [{ path, message }] });
}

function toDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
