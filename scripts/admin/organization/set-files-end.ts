import { z } from "zod";
import { slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { setFilesEnd } from "../public-pages.ts";

export const setOrganizationFilesEnd = defineAction({
  name: "organization set-files-end",
  description: "Set whether a recipient's link to the files ends when the certificate is revoked",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    "on-revocation": { type: "string", required: true, valueHint: "yes|no", description: "No, unless it asks for it" },
  },
  input: z.object({ organization: slug, "on-revocation": z.enum(["yes", "no"], { error: 'must be "yes" or "no"' }) }),
  run: async (sql, { organization, "on-revocation": answer }) => {
    const endsOnRevocation = answer === "yes";
    await setFilesEnd(sql, { organizationId: await getOrganizationId(sql, organization), endsOnRevocation });
    return {
      text: `Recipients' links to files of ${organization} ${endsOnRevocation ? "end" : "do not end"} with a revocation.`,
      data: { organization, endsOnRevocation },
    };
  },
});
