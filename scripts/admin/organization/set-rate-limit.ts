import { z } from "zod";
import { environment, slug, wholeNumber } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId, setRateLimit } from "../organizations.ts";

export const setOrganizationRateLimit = defineAction({
  name: "organization set-rate-limit",
  description: "Set how many requests a minute each key of an organization may make",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    env: { type: "string", required: true, valueHint: "sandbox|live", description: "The environment" },
    "per-minute": { type: "string", required: true, description: "Requests a minute, 1 to 100,000" },
  },
  input: z.object({ organization: slug, env: environment, "per-minute": wholeNumber(1, 100_000) }),
  run: async (sql, { organization, env, "per-minute": perMinute }) => {
    await setRateLimit(sql, { organizationId: await getOrganizationId(sql, organization), environment: env, perMinute });
    return {
      text: `Each ${env} key of ${organization} may make ${perMinute} requests a minute.`,
      data: { organization, environment: env, perMinute },
    };
  },
});
