import { z } from "zod";
import { listApiKeys } from "../api-keys.ts";
import { slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { formatTable } from "../format-table.ts";
import { getOrganizationId } from "../organizations.ts";

export const listKeys = defineAction({
  name: "key list",
  description: "List an organization's keys, without their secrets",
  args: { organization: { type: "string", required: true, description: "The organization's slug" } },
  input: z.object({ organization: slug }),
  run: async (sql, { organization }) => {
    const keys = await listApiKeys(sql, await getOrganizationId(sql, organization));
    const rows = keys.map(({ scopes, createdAt, lastUsedAt, expiresAt, revokedAt, ...key }) => ({
      ...key,
      created: createdAt,
      scopes: scopes.join(" "),
      "last used": lastUsedAt,
      expires: expiresAt,
      revoked: revokedAt,
    }));
    return { text: formatTable(rows), data: keys };
  },
});
