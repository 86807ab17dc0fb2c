import { z } from "zod";
import { defineAction } from "../define-action.ts";
import { formatTable } from "../format-table.ts";
import { listOrganizations } from "../organizations.ts";

export const listAllOrganizations = defineAction({
  name: "organization list",
  description: "List the organizations with their credits and certificates",
  args: {},
  input: z.object({}),
  run: async (sql) => {
    const organizations = await listOrganizations(sql);
    return { text: formatTable(organizations), data: organizations };
  },
});
