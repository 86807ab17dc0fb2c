// Templates for tests, small and right; a test changes what it is about.
import { z } from "zod";
import type { ApiClient } from "./api-client.ts";
import * as contract from "./contract.ts";

type Members = Record<string, unknown>;

const box = { x: 60, width: 470, height: 60, verticalAlign: "middle" };
const style = { family: "sans", weight: "regular", size: 20, minSize: 6, maxLines: 3, align: "center", colour: "#112233" };

export function aText(content: string, changes: Members = {}): Members {
  return { type: "text", content, y: 100, ...box, ...style, ...changes };
}

export function aDesign(...elements: Members[]): Members {
  return { page: { size: "A5", orientation: "landscape" }, elements: [aText("{{recipientName}}"), ...elements] };
}

export const aField = { key: "grade", label: "Grade", type: "text", visibility: "public" };

/** The body that creates a template. */
export function aTemplate(changes: Members = {}): Members {
  return { name: "Workshop", description: "", metadata_schema: { fields: [aField] }, design: aDesign(), ...changes };
}

/** Creates one and answers it. Throws when it is refused. */
export async function createTemplate(client: ApiClient, changes: Members = {}, headers: Record<string, string> = {}) {
  const answer = await client.request("/v1/templates", { method: "POST", body: aTemplate(changes), headers });
  if (answer.status !== 201) throw new Error(`Creating a template answered ${answer.status}: ${answer.text}`);
  return z.object({ data: contract.templateWrite }).parse(answer.body).data.template;
}
