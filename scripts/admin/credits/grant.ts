import { z } from "zod";
import { name, slug, wholeNumber } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId, grantCredits } from "../organizations.ts";

export const grantOrganizationCredits = defineAction({
  name: "credits grant",
  description: "Give an organization credits; one live certificate costs one",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    amount: { type: "string", required: true, description: "How many, 1 to 1,000,000" },
    note: { type: "string", default: "npm run admin", description: "Why, for the ledger" },
  },
  input: z.object({ organization: slug, amount: wholeNumber(1, 1_000_000), note: name(200) }),
  run: async (sql, { organization, amount, note }) => {
    const credits = await grantCredits(sql, { organizationId: await getOrganizationId(sql, organization), amount, note });
    return {
      text: `Granted ${amount} to ${organization}, which has ${credits} ${credits === 1 ? "credit" : "credits"} now.`,
      data: { organization, granted: amount, credits },
    };
  },
});
