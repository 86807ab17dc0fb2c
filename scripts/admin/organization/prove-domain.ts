import { z } from "zod";
import { slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { getDomain, proveDomain } from "../public-pages.ts";

export const proveOrganizationDomain = defineAction({
  name: "organization prove-domain",
  description: "Look for the DNS record that proves an organization's domain; its certificates' pages say so from then on",
  args: { organization: { type: "string", required: true, description: "Its slug" } },
  input: z.object({ organization: slug }),
  run: async (sql, { organization }) => {
    const proven = await getDomain(sql, await getOrganizationId(sql, organization));
    await proveDomain(sql, proven);
    return {
      text: `${organization} has proven that ${proven.domain} is its own.`,
      data: { organization, domain: proven.domain },
    };
  },
});
