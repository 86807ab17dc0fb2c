import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { PublicAnswer } from "../src/certificates/write-public-answer.ts";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

const json = { headers: { Accept: "application/json" } };
const Body = z.strictObject({ data: PublicAnswer });
const results = ["verified", "revoked", "expired", "invalid", "not_found"] as const;

test.each(results)("a machine is told %s, and the sandbox from live", async (result) => {
  for (const [environment, path] of [
    ["live", "/CX-CLIENT-0001"],
    ["sandbox", "/sandbox/CX-CLIENT-0001"],
  ] as const) {
    const response = await makePages(makeVerification(result, { environment })).get(path, json);
    const { data } = Body.parse(await response.json());
    expect(data).toMatchObject({ certificateId: "CX-CLIENT-0001", environment, status: result });
    expect(response.status).toBe(result === "not_found" ? 404 : 200);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    if (environment === "sandbox") expect(JSON.stringify(data)).not.toMatch(/\bvalid\b/i);
  }
});

test("the document in the answer hashes to the hash in the answer", async () => {
  const { data } = Body.parse(await (await makePages(makeVerification("verified")).get("/CX-CLIENT-0001", json)).json());
  if (data.status !== "verified") throw new Error("No verdict.");
  expect(createHash("sha256").update(data.document).digest("hex")).toBe(data.certificateHash);
});

test("the record is given out as the very bytes that its hash is of, as a file that has the certificate's name", async () => {
  for (const result of ["verified", "revoked", "expired"] as const) {
    const verification = makeVerification(result);
    const response = await makePages(verification).get("/CX-CLIENT-0001?format=record");
    expect(response.headers.get("Content-Disposition")).toBe('inline; filename="CX-CLIENT-0001.json"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(verification.certificate?.certificateHash);
  }
  for (const result of ["invalid", "not_found"] as const) {
    const response = await makePages(makeVerification(result)).get("/CX-CLIENT-0001?format=record");
    expect(Body.parse(await response.json()).data.status).toBe(result);
  }
});

test("an altered record's content is not answered", async () => {
  const text = await (await makePages(makeVerification("invalid")).get("/CX-CLIENT-0001", json)).text();
  for (const content of ["Aina", "Certifyx", "Safety", "Farah"]) expect(text).not.toContain(content);
});

test("what the database must not answer would not be passed on", async () => {
  const row = { recipientEmail: "canary@example.com", privateMetadata: { secret: "canary" }, disclosures: "canary" };
  for (const init of [json, {}]) {
    for (const result of results.slice(0, 4)) {
      const text = await (await makePages(makeVerification(result, { row })).get("/CX-CLIENT-0001", init)).text();
      expect(text).not.toContain("canary");
    }
  }
});

test.each([
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"],
  ["*/*", "text/html"],
  ["", "text/html"],
  ["application/json;q=0.5, text/html", "text/html"],
  ["text/html;q=0.5, application/json", "application/json"],
  ["application/json", "application/json"],
])("Accept: %s is answered with %s", async (accept, type) => {
  const response = await makePages(makeVerification("verified")).get("/CX-CLIENT-0001", { headers: { Accept: accept } });
  expect(response.headers.get("Content-Type")).toContain(type);
});
