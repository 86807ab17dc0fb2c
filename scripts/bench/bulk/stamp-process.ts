// One of the processes that stamp at the same time: it is sent a file's text and answers with the milliseconds of a row.
import { z } from "zod";
import { stampRows } from "./stamp-rows.ts";

process.once("message", async (csv) => {
  process.send?.(await stampRows(z.string().parse(csv)), () => process.disconnect());
});
