import { z } from "zod";
import { domain, slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { setVerifyHost } from "../public-pages.ts";

export const setOrganizationVerifyHost = defineAction({
  name: "organization set-verify-host",
  description: "Set a host of its own at which an organization's live certificates are shown",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    host: { type: "string", required: true, description: 'Such as verify.acme.example, or "none" to take it away' },
  },
  input: z.object({ organization: slug, host: domain }),
  run: async (sql, { organization, host }) => {
    await setVerifyHost(sql, { organizationId: await getOrganizationId(sql, organization), verifyHost: host });
    const text =
      host === null
        ? `${organization} has no host of its own any more. What was printed with it leads nowhere now.`
        : `New live certificates of ${organization} name https://${host}. It has to lead to the Worker attestry-verify: see docs/deploy.md. Pages at the deployment's own host go on.`;
    return { text, data: { organization, host } };
  },
});
