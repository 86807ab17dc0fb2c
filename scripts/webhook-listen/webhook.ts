// The webhook that leads here, by the public API alone. Its secret must never be printed.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eventTypes } from "@attestry/webhooks/event-types";
import { z } from "zod";
import { type Connection, call } from "../issue-csv/connection.ts";

const Created = z.object({ data: z.object({ webhook: z.object({ id: z.guid() }), signingSecret: z.string() }) });
const Listed = z.object({ data: z.object({ webhooks: z.array(z.object({ id: z.guid(), url: z.string() })) }) });

const mostSecondsForDeleting = 3;

/** Listens to every type. What an earlier run left at the same address is deleted: its deliveries would arrive here too. */
export async function createWebhook(connection: Connection, url: string): Promise<{ id: string; secret: string }> {
  const events = Object.entries(eventTypes).flatMap(([name, { canBeChosen }]) => (canBeChosen ? [name] : []));
  const body = JSON.stringify({ url, description: "npm run webhook-listen", events });
  console.log(`POST ${connection.apiUrl}/v1/webhooks\n${body}`);
  await deleteLeft(connection, url);
  const response = await call(connection, "/v1/webhooks", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": `webhook-listen-${randomUUID()}` },
    body,
  });
  const { webhook, signingSecret } = Created.parse(await response.json()).data;
  console.log(`Created the webhook ${webhook.id}; Ctrl-C deletes it.`);
  return { id: webhook.id, secret: signingSecret };
}

async function deleteLeft(connection: Connection, url: string): Promise<void> {
  const response = await call(connection, "/v1/webhooks");
  const { webhooks } = Listed.parse(await response.json()).data;
  for (const { id } of webhooks.filter((webhook) => webhook.url === url)) await deleteWebhook(connection, id);
}

/** Says what became of it. It never throws, and gives up where the API does not answer. */
export async function deleteWebhook(connection: Connection, id: string): Promise<void> {
  const deleting = call(connection, `/v1/webhooks/${id}`, { method: "DELETE" });
  const isDeleted = await Promise.race([
    deleting.then(
      () => true,
      () => false,
    ),
    pause(mostSecondsForDeleting * 1000, false),
  ]);
  console.log(
    isDeleted ? `Deleted the webhook ${id}.` : `The webhook ${id} could not be deleted: DELETE /v1/webhooks/${id} does it.`,
  );
}
