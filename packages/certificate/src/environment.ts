import { z } from "zod";

export const Environment = z.enum(["sandbox", "live"]);
export type Environment = z.infer<typeof Environment>;
