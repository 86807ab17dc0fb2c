import { z } from "zod";
import { slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { formatTable } from "../format-table.ts";
import { getOrganizationId } from "../organizations.ts";
import { listTemplates } from "../templates.ts";

export const listOrganizationTemplates = defineAction({
  name: "template list",
  description: "List the templates an organization can issue with: its own and the platform's",
  args: { organization: { type: "string", required: true, description: "The organization's slug" } },
  input: z.object({ organization: slug }),
  run: async (sql, { organization }) => {
    const templates = await listTemplates(sql, await getOrganizationId(sql, organization));
    return { text: formatTable(templates), data: templates };
  },
});
