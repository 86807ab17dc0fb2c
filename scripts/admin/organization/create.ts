import { z } from "zod";
import { name, prefix, slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { createOrganization } from "../organizations.ts";
import { requirePrintable } from "../require-printable.ts";

export const createNewOrganization = defineAction({
  name: "organization create",
  description: "Create an organization; the first one becomes the primary one unless --no-primary is given",
  args: {
    slug: { type: "string", required: true, description: "Its part of verification addresses, such as acme" },
    name: { type: "string", required: true, description: 'As certificates show it, such as "Acme Academy"' },
    prefix: { type: "string", required: true, description: "How its certificate ids begin, such as ACME" },
    primary: {
      type: "boolean",
      description: "Serve it at the root of the verification pages",
      negativeDescription: "Do not, though it is the first",
    },
  },
  input: z.object({ slug, name: name(200), prefix, primary: z.boolean().optional() }),
  run: async (sql, { slug, name, prefix, primary }) => {
    await requirePrintable(name);
    const isPrimary = primary === undefined ? {} : { isPrimary: primary };
    const id = await createOrganization(sql, { slug, name, certificatePrefix: prefix, ...isPrimary });
    return {
      text: `Created ${name} (${slug}), ${id}. Next: npm run admin -- key create --organization ${slug} --env sandbox --name …`,
      data: { id, slug, name, certificatePrefix: prefix },
    };
  },
});
