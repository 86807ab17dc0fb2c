import { z } from "zod";
import { getApiKey, revokeApiKey, showApiKey } from "../api-keys.ts";
import { keyId } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { Refusal } from "../refusal.ts";

export const revokeKey = defineAction({
  name: "key revoke",
  description: "End a key for good, from the next request on",
  args: { "key-id": { type: "positional", required: true, description: "The id that `key list` shows" } },
  input: z.object({ "key-id": keyId }),
  run: async (sql, { "key-id": id }) => {
    const key = await getApiKey(sql, id);
    if (key.revokedAt) throw new Refusal(`The ${showApiKey(key)} was revoked already, at ${key.revokedAt.toISOString()}.`);
    await revokeApiKey(sql, id);
    const { organization, environment, name, lastFour } = key;
    return {
      text: `Revoked the ${showApiKey(key)}. It cannot be brought back; \`key create\` makes another.`,
      data: { id, organization, environment, name, lastFour },
    };
  },
});
