import { z } from "zod";
import { domain as domainName, slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { setDomain, toProof } from "../public-pages.ts";

export const setOrganizationDomain = defineAction({
  name: "organization set-domain",
  description: "Set the domain that an organization says is its own, and tell how it proves it",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    domain: { type: "string", required: true, description: 'Such as acme.example, or "none" to take it away' },
  },
  input: z.object({ organization: slug, domain: domainName }),
  run: async (sql, { organization, domain }) => {
    const organizationId = await getOrganizationId(sql, organization);
    await setDomain(sql, { organizationId, domain });
    if (domain === null) return { text: `${organization} has no domain any more.`, data: { organization, domain } };
    const { name, value } = toProof({ organizationId, domain });
    return {
      text: `Its owner now adds this DNS record, and \`organization prove-domain --organization ${organization}\` looks for it:\n\n  ${name}  TXT  "${value}"`,
      data: { organization, domain, record: { name, type: "TXT", value } },
    };
  },
});
