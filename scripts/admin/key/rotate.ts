import { z } from "zod";
import { getApiKey, rotateApiKey, showApiKey } from "../api-keys.ts";
import { keyId, overlap } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { secretNotice } from "./secret-notice.ts";

export const rotateKey = defineAction({
  name: "key rotate",
  description: "Replace a key by one with the same name, scopes and expiry, and print its secret, once",
  args: {
    "key-id": { type: "positional", required: true, description: "The id that `key list` shows" },
    overlap: { type: "string", default: "24h", description: "How long the old key works on: 0, 30m … 24h" },
  },
  input: z.object({ "key-id": keyId, overlap }),
  run: async (sql, { "key-id": oldId, overlap }) => {
    await getApiKey(sql, oldId);
    const { id, secret } = await rotateApiKey(sql, oldId, overlap);
    const old = await getApiKey(sql, oldId);
    const end = old.expiresAt?.toISOString() ?? null;
    return {
      text: `${secret}\n\nThe successor, id ${id}, of the ${showApiKey(old)}, which works until ${end}.`,
      data: { id, secret, environment: old.environment, organization: old.organization, replaces: oldId, oldExpiresAt: end },
      warning: secretNotice,
    };
  },
});
