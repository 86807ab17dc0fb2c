// Writes what became of deliveries. It must never wait with one result for more of them.
import { type DeliveryResult, settleDeliveries } from "@attestry/database/settle-deliveries";
import type { Services } from "./services.ts";

const pausesMilliseconds = [100, 500, 2000, 5000];

export type Settler = ReturnType<typeof openSettler>;

/** While some results are written the next gather: the busier it is, the more go in one call. */
export function openSettler({ database }: Services) {
  let gathered: DeliveryResult[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (gathered.length > 0) {
      const results = gathered;
      gathered = [];
      await write(results);
    }
    writing = null;
  }

  /** What cannot be written is sent again when its lease has run out: better twice than never. */
  async function write(results: DeliveryResult[]): Promise<void> {
    for (const pause of [...pausesMilliseconds, 0]) {
      const isWritten = await settleDeliveries(database, { results }).then(
        () => true,
        () => false,
      );
      if (isWritten) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    console.error(JSON.stringify({ level: "error", message: "results could not be written", count: results.length }));
  }

  return {
    add: (result: DeliveryResult): void => {
      gathered.push(result);
      writing ??= writeAll();
    },
    /** Whether all that was added is written. */
    isIdle: (): boolean => writing === null,
    end: async (): Promise<void> => {
      await writing;
    },
  };
}
