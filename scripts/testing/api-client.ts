import { z } from "zod";
import * as contract from "./contract.ts";

export type Answer = { status: number; headers: Headers; text: string; body: unknown };

export type ApiRequest = {
  method?: string;
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  rawBody?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

/** Calls the API as a customer's server does, and holds every answer to the contract: its shape, its headers, its status. */
export class ApiClient {
  readonly #apiUrl: string;
  readonly key: string | null;

  constructor(apiUrl: string, key: string | null) {
    this.#apiUrl = apiUrl;
    this.key = key;
  }

  async request(path: string, request: ApiRequest = {}): Promise<Answer> {
    const response = await this.#send(path, request);
    const text = await response.text();
    const parsed: unknown = JSON.parse(text);
    contract.requireContract(request.method ?? "GET", path.split("?")[0] ?? path, response.status, parsed);
    requireHeaders(response.headers);
    return { status: response.status, headers: response.headers, text, body: parsed };
  }

  /** For what answers a file; a refusal is held to the contract all the same. */
  async download(path: string, request: ApiRequest = {}): Promise<Answer & { bytes: Uint8Array }> {
    const response = await this.#send(path, request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder("latin1").decode(bytes);
    const body: unknown = response.ok ? null : JSON.parse(new TextDecoder().decode(bytes));
    if (!response.ok) contract.requireContract(request.method ?? "GET", path, response.status, body);
    requireHeaders(response.headers);
    return { status: response.status, headers: response.headers, text, body, bytes };
  }

  #send(path: string, { method = "GET", body, rawBody, headers = {} }: ApiRequest): Promise<Response> {
    const sent = new Headers(headers);
    if (this.key !== null && !sent.has("Authorization")) sent.set("Authorization", `Bearer ${this.key}`);
    if (body !== undefined) sent.set("Content-Type", "application/json");
    const content = rawBody ?? (body === undefined ? null : JSON.stringify(body));
    return fetch(this.#apiUrl + path, { method, headers: sent, body: content });
  }

  async issue(input: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
    const answer = await this.tryIssue(input, headers);
    if (answer.status !== 201) throw new Error(`Issuing answered ${answer.status}: ${answer.text}`);
    return z.object({ data: contract.issued }).parse(answer.body).data;
  }

  tryIssue(input: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request("/v1/certificates/issue", { method: "POST", body: { ...aCertificate, ...input }, headers });
  }

  revoke(certificateId: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(`/v1/certificates/${certificateId}/revoke`, { method: "POST", body, headers });
  }

  async verify(certificateId: string) {
    const answer = await this.request(`/v1/verify/${certificateId}`);
    return z.object({ data: contract.verification }).parse(answer.body).data;
  }

  async get(certificateId: string) {
    const answer = await this.request(`/v1/certificates/${certificateId}`);
    return z.object({ data: contract.certificate }).parse(answer.body).data;
  }

  /** Submits a CSV file; `query` begins with a question mark. */
  tryBulkCsv(csv: string | Uint8Array<ArrayBuffer>, query = "", headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(`/v1/certificates/bulk${query}`, {
      method: "POST",
      rawBody: csv,
      headers: { "Content-Type": "text/csv", ...headers },
    });
  }

  tryBulk(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request("/v1/certificates/bulk", { method: "POST", body, headers });
  }

  /** Submits a form as fetch sends it: with a boundary of its own each time. */
  async tryBulkForm(form: FormData, query = "", headers: Record<string, string> = {}): Promise<Answer> {
    const sent = new Response(form);
    return this.request(`/v1/certificates/bulk${query}`, {
      method: "POST",
      rawBody: new Uint8Array(await sent.arrayBuffer()),
      headers: { "Content-Type": sent.headers.get("Content-Type") ?? "", ...headers },
    });
  }

  async getBatch(id: string) {
    const answer = await this.request(`/v1/batches/${id}`);
    return z.object({ data: contract.batchRead }).parse(answer.body).data.batch;
  }

  /** All of a batch's rows. */
  async listItems(id: string, query = "") {
    const items: z.infer<typeof contract.batchItems>["items"] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const answer = await this.request(`/v1/batches/${id}/items?limit=100${query}${cursor && `&cursor=${cursor}`}`);
      const page = z.object({ data: contract.batchItems }).parse(answer.body).data;
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  /** Asks until the batch has ended; throws with its state when that takes longer than ten minutes. */
  async waitForBatch(id: string) {
    const deadline = Date.now() + 600_000;
    for (;;) {
      const batch = await this.getBatch(id);
      if (batch.finished_at !== null) return batch;
      if (Date.now() > deadline) throw new Error(`The batch has not ended: ${JSON.stringify(batch)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async list(query = "") {
    const answer = await this.request(`/v1/certificates${query}`);
    return z.object({ data: contract.certificateList }).parse(answer.body).data;
  }
}

export const aCertificate = {
  recipientName: "Aina Rahman",
  recipientEmail: "aina@example.com",
  title: "Safety Training Certificate",
};

/** The batch of an answer that accepts or changes one. */
export function batchOf(answer: Answer) {
  if (answer.status >= 400) throw new Error(`Answered was ${answer.status}: ${answer.text}`);
  return z.object({ data: z.object({ batch: contract.batch }) }).parse(answer.body).data.batch;
}

/** The error of a refused request. */
export function errorOf(answer: Answer) {
  return contract.failure.parse(answer.body).error;
}

function requireHeaders(headers: Headers): void {
  for (const name of ["x-request-id", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"]) {
    if (!headers.get(name)) throw new Error(`The answer lacks the header ${name}.`);
  }
  if (headers.has("access-control-allow-origin")) throw new Error("A keyed answer must not be readable by other origins.");
}
