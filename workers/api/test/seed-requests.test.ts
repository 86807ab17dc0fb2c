import { ApiClient } from "@attestry/scripts/testing/api-client";
import { webhookCreation } from "@attestry/scripts/testing/contract";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { dataOf } from "@attestry/scripts/testing/webhook-calls";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();

// The seed's own request, to the letter, but for the address, which the seed's page shows obfuscated.
const seedRequest = `{
"certificateId": "CX-CLIENT-0001",
"templateId": "8e884cad-6a34-4f15-9d6d-0c2798d4d002",
"recipientName": "Aina Rahman",
"recipientEmail": "aina.rahman@example.com",
"title": "Safety Training Certificate",
"issuedAt": "2026-05-10T08:00:00.000Z",
"expiresAt": "2027-05-10T08:00:00.000Z",
"publicMetadata": {
"trainer_name": "Certifyx Academy",
"venue": "Kuala Lumpur"
},
"privateMetadata": {
"identification_no": "900101-14-1234",
"device_id": "tablet-042"
}
}`;

describe("the seed's requests get the seed's answers", () => {
  let client: ApiClient;
  beforeAll(() => {
    // The deployment's primary organization is served at the root: the seed's own form.
    client = new ApiClient(stack.apiUrl, stack.primaryKey);
  });

  it("issue, get, verify, revoke, verify again", async () => {
    const verificationUrl = `${stack.verifyUrl}/sandbox/CX-CLIENT-0001`;
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    const pdf = { url: expect.stringMatching(/^http/), expiresIn: 3600 };
    // Ours, beside what the seed prints.
    const png = pdf;

    const issue = await client.request("/v1/certificates/issue", {
      method: "POST",
      rawBody: seedRequest,
      headers: { "Content-Type": "application/json" },
    });
    expect(issue.status).toBe(201);
    expect(issue.body).toEqual({
      data: {
        certificateId: "CX-CLIENT-0001",
        certificateUuid: uuid,
        environment: "sandbox",
        status: "issued",
        certificateHash: hash,
        issuedAt: "2026-05-10T08:00:00.000Z",
        verificationUrl,
        proofMode: "pdf_only",
        pdf,
        png,
        blockchain: null,
      },
    });

    const get = await client.request("/v1/certificates/CX-CLIENT-0001");
    expect(get.body).toEqual({
      data: {
        certificateId: "CX-CLIENT-0001",
        certificateUuid: uuid,
        environment: "sandbox",
        status: "issued",
        recipientName: "Aina Rahman",
        recipientEmail: "aina.rahman@example.com",
        title: "Safety Training Certificate",
        issueDate: "2026-05-10",
        expiresAt: "2027-05-10T08:00:00.000Z",
        certificateHash: hash,
        publicMetadata: { trainer_name: "Certifyx Academy", venue: "Kuala Lumpur" },
        verificationUrl,
        proofMode: "pdf_only",
        pdf,
        png,
        blockchainTransactions: [],
      },
    });

    const verified = {
      certificateId: "CX-CLIENT-0001",
      certificateUuid: uuid,
      environment: "sandbox",
      status: "verified",
      certificateStatus: "issued",
      recipientName: "Aina Rahman",
      title: "Safety Training Certificate",
      issueDate: "2026-05-10",
      expiresAt: "2027-05-10T08:00:00.000Z",
      certificateHash: hash,
      verificationUrl,
      proofMode: "pdf_only",
      blockchain: null,
    };
    const verify = await client.request("/v1/verify/CX-CLIENT-0001");
    expect(verify.status).toBe(200);
    expect(verify.body).toEqual({ data: verified });

    const reason = "Issued with incorrect recipient details";
    const revocation = await client.request("/v1/certificates/CX-CLIENT-0001/revoke", { method: "POST", body: { reason } });
    const revokedAt = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(revocation.body).toEqual({
      data: {
        certificateId: "CX-CLIENT-0001",
        environment: "sandbox",
        status: "revoked",
        revokedAt,
        reason,
        proofMode: "pdf_only",
        blockchain: null,
      },
    });

    const verifyAgain = await client.request("/v1/verify/CX-CLIENT-0001");
    expect(verifyAgain.body).toEqual({
      data: { ...verified, status: "revoked", certificateStatus: "revoked", revokedAt, reason },
    });
  });

  it("a webhook is created, and its secret is shown once", async () => {
    const rawBody = `{
"url": "https://client.example.com/certifyx/webhook",
"description": "Production certificate events",
"events": ["certificate.issued", "certificate.revoked"]
}`;
    const headers = { "Content-Type": "application/json" };
    const answer = await client.request("/v1/webhooks", { method: "POST", rawBody, headers });
    expect(answer.status).toBe(201);
    const { id, created_at: createdAt } = dataOf(answer, webhookCreation).webhook;
    const { signingSecret } = dataOf(answer, webhookCreation);
    expect(answer.text).toBe(
      `{"data":{"environment":"sandbox","webhook":{"id":"${id}","url":"https://client.example.com/certifyx/webhook",` +
        `"events":["certificate.issued","certificate.revoked"],"active":true,"created_at":"${createdAt}"},"signingSecret":"${signingSecret}"}}`,
    );
    expect(signingSecret).toMatch(/^whsec_/);
    expect((await client.request("/v1/webhooks")).text).not.toContain("whsec_");
  });

  it("the verification link leads to the certificate's page, and another organization's has its name in it", async () => {
    const { certificateId, verificationUrl } = await client.issue();
    expect(verificationUrl).toBe(`${stack.verifyUrl}/sandbox/${certificateId}`);
    expect((await fetch(verificationUrl)).status).toBe(200);
    const other = await createTestOrganization(stack.sql);
    const theirs = await new ApiClient(stack.apiUrl, other.sandbox.secret).issue();
    expect(theirs.verificationUrl).toBe(`${stack.verifyUrl}/sandbox/${other.slug}/${theirs.certificateId}`);
    expect((await fetch(theirs.verificationUrl)).status).toBe(200);
    expect((await fetch(verificationUrl.replace("/sandbox/", "/"))).status).toBe(404);
  });

  it("revokes without a body, and reads by uuid", async () => {
    const { certificateId, certificateUuid } = await client.issue();
    const answer = await client.request(`/v1/certificates/${certificateUuid}/revoke`, { method: "POST" });
    expect(answer.body).toMatchObject({ data: { certificateId, status: "revoked", reason: null } });
    expect(await client.get(certificateUuid.toUpperCase())).toMatchObject({ certificateId, status: "revoked" });
  });

  it("keeps the order of members that the seed prints", async () => {
    const { text } = await client.tryIssue({ certificateId: "CX-ORDER" });
    const members = [
      "certificateId",
      "certificateUuid",
      "environment",
      "status",
      "certificateHash",
      "issuedAt",
      "verificationUrl",
    ];
    const positions = [...members, "proofMode", "pdf", "blockchain"].map((name) => text.indexOf(`"${name}"`));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it("answers a missing certificate's verification with 200 and not_found", async () => {
    const answer = await client.request("/v1/verify/CX-MISSING");
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '{"data":{"certificateId":"CX-MISSING","environment":"sandbox","status":"not_found","message":"Certificate was not found.","blockchain":null}}',
    );
  });

  it("lists the template of the seed with its private field", async () => {
    const answer = await client.request("/v1/templates");
    expect(answer.body).toMatchObject({ data: { environment: "sandbox" } });
    expect(answer.text).toContain(
      '"id":"8e884cad-6a34-4f15-9d6d-0c2798d4d002","name":"Classic Academic","description":"Formal certificate with a strong border."',
    );
    expect(answer.text).toContain(
      '{"key":"identification_no","label":"Identification No.","type":"text","visibility":"private"}',
    );
  });

  it("answers each failure with the seed's code and message", async () => {
    const fail = async (path: string, request: Parameters<ApiClient["request"]>[1], of = client) => {
      const { status, body } = await of.request(path, request);
      return { status, body };
    };
    const error = (code: string, message: string) => ({ error: expect.objectContaining({ code, message }) });
    const anonymous = new ApiClient(stack.apiUrl, null);
    const poor = new ApiClient(stack.apiUrl, (await createTestOrganization(stack.sql)).live.secret);
    const certificate = { recipientName: "A", recipientEmail: "a@example.com", title: "T" };
    await client.issue({ certificateId: "CX-TWICE" });
    await client.revoke("CX-TWICE");

    expect(await fail("/v1/certificates/issue", { method: "POST", body: {} })).toEqual({
      status: 400,
      body: error("VALIDATION_ERROR", "Request body is invalid."),
    });
    expect(await fail("/v1/templates", {}, anonymous)).toEqual({
      status: 401,
      body: error("INVALID_API_KEY", "Missing Bearer API key."),
    });
    expect(await fail("/v1/certificates/issue", { method: "POST", body: certificate }, poor)).toEqual({
      status: 402,
      body: error("QUOTA_EXCEEDED", "Production certificates require at least one credit. Top up credits from Billing."),
    });
    expect(await fail("/v1/certificates/CX-NONE", {})).toEqual({
      status: 404,
      body: error("CERTIFICATE_NOT_FOUND", "Certificate was not found."),
    });
    expect(await fail("/v1/webhooks", { method: "POST", body: { url: "not a url", events: ["certificate.issued"] } })).toEqual({
      status: 400,
      body: error("VALIDATION_ERROR", "url must be a valid URL."),
    });
    expect(await fail("/v1/certificates/CX-TWICE/revoke", { method: "POST", body: {} })).toEqual({
      status: 409,
      body: error("CERTIFICATE_REVOKED", "Certificate is already revoked."),
    });
  });
});
