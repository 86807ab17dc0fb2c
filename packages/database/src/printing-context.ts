import type { z } from "zod";
import { IssuingContext } from "./get-issuing-context.ts";

/** What printing takes and issuing has too: issuer, logo and template version (attestry.printing_json). */
export const PrintingContext = IssuingContext.pick({
  organization: true,
  environment: true,
  rateLimitPerMinute: true,
  template: true,
});
export type PrintingContext = z.infer<typeof PrintingContext>;

/** What the isolate holds and need not be sent. */
export type Held = { knownTemplateVersions: string[]; knownLogos: string[] };
