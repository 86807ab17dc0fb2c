// Writes what became of deliveries. It must never wait with one result for more of them.
import { type DeliveryResult, settleDeliveries } from "@attestry/database/settle-deliveries";
import type { Services } from "./services.ts";

const pausesMilliseconds = [100, 500, 2000, 5000];

export type Settler = ReturnType<typeof openSettler>;

type Gathered = { result: DeliveryResult; tell: () => void };

/** While some results are written the next gather: the busier it is, the more go in one call. */
export function openSettler({ database }: Services) {
  let gathered: Gathered[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (gathered.length > 0) {
      const batch = gathered;
      gathered = [];
      await write(batch.map(({ result }) => result));
      for (const { tell } of batch) tell();
    }
    writing = null;
  }

  /** What cannot be written together is written by halves: one that is refused takes no other along. */
  async function write(results: DeliveryResult[]): Promise<void> {
    if (await tryToWrite(results)) return;
    if (results.length > 1) {
      const middle = results.length >> 1;
      await write(results.slice(0, middle));
      await write(results.slice(middle));
    } else {
      await insist(results);
    }
  }

  /** What cannot be written at all is sent again when its lease has run out: better twice than never. */
  async function insist(results: DeliveryResult[]): Promise<void> {
    for (const pause of pausesMilliseconds) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (await tryToWrite(results)) return;
    }
    console.error(JSON.stringify({ level: "error", message: "a result could not be written" }));
  }

  function tryToWrite(results: DeliveryResult[]): Promise<boolean> {
    return settleDeliveries(database, { results }).then(
      () => true,
      () => false,
    );
  }

  return {
    /** Settles when it is written, or could not be. */
    add: (result: DeliveryResult): Promise<void> =>
      new Promise((tell) => {
        gathered.push({ result, tell });
        writing ??= writeAll();
      }),
    /** Whether all that was added is written. */
    isIdle: (): boolean => writing === null,
    end: async (): Promise<void> => {
      await writing;
    },
  };
}
