import { z } from "zod";

/** A replay as attestry.replay_json gives it. */
export const ReplayRow = z.object({
  id: z.guid(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  types: z.array(z.string()),
  replayedCount: z.int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ReplayRow = z.infer<typeof ReplayRow>;
