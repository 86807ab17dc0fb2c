import { tellExpiries as tellSome } from "@attestry/database/tell-expiries";
import type { Services } from "./services.ts";

const mostAtOnce = 500;
const mostRounds = 40;

/** Writes the events of what has expired, or soon will. More than twenty thousand in a minute are left to the next. */
export async function tellExpiries({ database, deliveryBell }: Services): Promise<void> {
  for (let round = 1; round <= mostRounds; round++) {
    const { told, hasMore } = await tellSome(database, { limit: mostAtOnce });
    if (told > 0) await deliveryBell.ring(1);
    if (!hasMore) return;
  }
}
