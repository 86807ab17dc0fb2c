import { z } from "zod";
import { slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { setListed } from "../public-pages.ts";

export const setOrganizationListed = defineAction({
  name: "organization set-listed",
  description: "Set whether search engines may list the pages of an organization's valid live certificates",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    listed: { type: "string", required: true, valueHint: "yes|no", description: "No, unless it asks for it" },
  },
  input: z.object({ organization: slug, listed: z.enum(["yes", "no"], { error: 'must be "yes" or "no"' }) }),
  run: async (sql, { organization, listed }) => {
    const isListed = listed === "yes";
    await setListed(sql, { organizationId: await getOrganizationId(sql, organization), isListed });
    return {
      text: `Search engines ${isListed ? "may" : "may not"} list the pages of ${organization}'s valid certificates.`,
      data: { organization, isListed },
    };
  },
});
