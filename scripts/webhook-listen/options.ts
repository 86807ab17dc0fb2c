import { z } from "zod";
import { environment, wholeNumber } from "../admin/arguments.ts";

export const args = {
  port: { type: "string", description: "The port to listen at; 8790, or a free one if that is taken" },
  env: {
    type: "string",
    default: "sandbox",
    valueHint: "sandbox|live",
    description: "The environment of the webhook it creates",
  },
  status: { type: "string", default: "200", description: "What a genuine delivery is answered with: 500 shows the retries" },
  delay: { type: "string", default: "0", valueHint: "seconds", description: "How long it takes to answer: 15 is too long" },
  "api-url": { type: "string", description: "The API's address; ATTESTRY_API_URL, or the stack on this machine" },
} as const;

export const Options = z.object({
  port: wholeNumber(1, 65_535).optional(),
  env: environment,
  status: wholeNumber(200, 599),
  delay: wholeNumber(0, 600),
  "api-url": z.url({ protocol: /^https?$/, error: "must be an address" }).optional(),
});
export type Options = z.infer<typeof Options>;
