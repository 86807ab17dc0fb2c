import { z } from "zod";
import { Caller } from "./caller.ts";

export const DisabledReason = z.enum(["gone", "failing"]);

/** An endpoint as attestry.webhook_json gives it: without its secrets. */
export const WebhookRow = z.object({
  id: z.guid(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  isActive: z.boolean(),
  disabledReason: DisabledReason.nullable(),
  disabledAt: z.iso.datetime().nullable(),
  /** The first failure since the last success, or since fourteen days in which nothing failed. */
  failingSince: z.iso.datetime().nullable(),
  /** Until then nothing is sent to it. */
  pausedUntil: z.iso.datetime().nullable(),
  /** Until then the secret before the current one signs too. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type WebhookRow = z.infer<typeof WebhookRow>;

/** What is answered to whoever made a secret. It opens for this webhook of this organization and environment. */
export const WebhookWithSecret = Caller.extend({ isReplay: z.boolean(), webhook: WebhookRow, sealedSecret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;
