import { line } from "@attestry/issuing/text-fields";
import { choosableEventTypes } from "@attestry/webhooks/event-types";
import { z } from "zod";

const mostEvents = 20;

/** Whether a webhook may be sent there is judged in `requireTarget`, by the rules of the installation. */
export const Url = z.string().meta({
  description:
    "https at port 443, at a host on the public Internet; at most 2,048 characters. No other webhook of the environment has it.",
  example: "https://client.example.com/certifyx/webhook",
});

export const Description = z
  .union([z.literal(""), line(500)], "must be one line of at most 500 characters")
  .meta({ type: "string", maxLength: 500, description: "For you to know it by.", example: "Production certificate events" });

/** Event types, each once. */
export const EventChoice = z
  .array(z.enum(choosableEventTypes, `must be one of ${choosableEventTypes.join(", ")}`))
  .min(1, "must name at least one event type")
  .max(mostEvents, `must be at most ${mostEvents} event types`)
  .refine((types) => new Set(types).size === types.length, "must not name an event type twice")
  .meta({ example: ["certificate.issued", "certificate.revoked"] });
