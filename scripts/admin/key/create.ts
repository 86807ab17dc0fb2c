import { allScopes } from "@attestry/certificate/api-key";
import { z } from "zod";
import { createApiKey } from "../api-keys.ts";
import { environment, expiry, name, scopes, slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId } from "../organizations.ts";
import { secretNotice } from "./secret-notice.ts";

export const createKey = defineAction({
  name: "key create",
  description: "Create an API key and print its secret, once",
  args: {
    organization: { type: "string", required: true, description: "The organization's slug" },
    env: { type: "string", required: true, valueHint: "sandbox|live", description: "The environment" },
    name: { type: "string", required: true, description: 'What it is for, such as "CI"' },
    scopes: { type: "string", default: allScopes.join(","), description: "What it may do" },
    expires: { type: "string", valueHint: "2027-01-01", description: "When it ends (UTC); never, if not given" },
  },
  input: z.object({ organization: slug, env: environment, name: name(100), scopes, expires: expiry.optional() }),
  run: async (sql, { organization, env, name, scopes, expires }) => {
    const organizationId = await getOrganizationId(sql, organization);
    const expiresAt = expires ?? null;
    const { id, secret } = await createApiKey(sql, { organizationId, environment: env, name, scopes, expiresAt });
    const end = expiresAt === null ? "never expires" : `expires at ${expiresAt}`;
    return {
      text: `${secret}\n\nThe ${env} key "${name}" of ${organization}, id ${id}, ${end}. It may: ${scopes.join(", ")}.`,
      data: { id, secret, organization, environment: env, name, scopes, expiresAt },
      warning: secretNotice,
    };
  },
});
