import { ApiClient, aCertificate, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { aDesign, aField, aText, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();
let organization: TestOrganization;
let client: ApiClient;
let templateId: string;

beforeAll(async () => {
  organization = await createTestOrganization(stack.sql);
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const fields = [
    { ...aField, required: true },
    { key: "passport", label: "P", type: "text", visibility: "private" },
  ];
  const design = aDesign(aText("{{public.grade}}", { maxLines: 1 }));
  templateId = (await createTemplate(client, { metadata_schema: { fields }, design })).id;
});

const send = (certificates: unknown, id = templateId) =>
  client.request(`/v1/templates/${id}/preflight`, { method: "POST", body: { certificates } });
const row = (changes: Record<string, unknown> = {}) => ({ ...aCertificate, publicMetadata: { grade: "A" }, ...changes });

async function check(...certificates: unknown[]) {
  return z.object({ data: contract.preflight }).parse((await send(certificates)).body).data;
}

describe("a preflight", () => {
  it("finds nothing wrong with what can be issued, and issues and charges nothing", async () => {
    const found = await check(row({ certificateId: "PRE-1" }), row({ locale: "ms", templateId }), row({ templateId: null }));
    expect(found).toEqual({ environment: "sandbox", ok: true, checked: 3, failed: 0, issues: [] });
    const [count] = await stack.sql`
      select count(*)::int as n from attestry.certificates where organization_id = ${organization.id}`;
    expect(count?.n).toBe(0);
    expect((await client.tryIssue(row({ certificateId: "PRE-1", templateId }))).status).toBe(201);
  });

  it("names row and path of everything that is wrong, in the order of the rows", async () => {
    await client.issue(row({ certificateId: "TAKEN", templateId }));
    const { certificateUuid } = await client.issue(row({ templateId }));
    const found = await check(
      row(),
      row({ recipientEmail: "no address", title: undefined }),
      row({ publicMetadata: {} }),
      row({ publicMetadata: { grade: 5 } }),
      row({ publicMetadata: { grade: "A", passport: "1" } }),
      row({ certificateId: "TAKEN" }),
      row({ certificateId: certificateUuid }),
      row({ certificateId: "SAME" }),
      row({ certificateId: "SAME" }),
      row({ recipientName: "A \u{e000}" }),
      row({ publicMetadata: { grade: "W".repeat(500) } }),
      row({ issuedAt: "2026-05-10T08:00:00Z", expiresAt: "2026-05-10T08:00:00Z" }),
      row({ templateId: "8e884cad-6a34-4f15-9d6d-0c2798d4d002" }),
      row({ nonsense: 1 }),
      row({ recipientName: "A\ud800" }),
      "no object",
      null,
    );
    expect(found.issues.map((issue) => `${issue.row} ${issue.path}`)).toEqual([
      "2 recipientEmail",
      "2 title",
      "3 publicMetadata.grade",
      "4 publicMetadata.grade",
      "5 publicMetadata.passport",
      "6 certificateId",
      "7 certificateId",
      "9 certificateId",
      "10 recipientName",
      "11 publicMetadata.grade",
      "12 expiresAt",
      "13 templateId",
      "14 nonsense",
      "15 recipientName",
      "16 ",
      "17 ",
    ]);
    expect(found).toMatchObject({ ok: false, checked: 17, failed: 15 });
    expect(found.issues.find((issue) => issue.row === 9)?.message).toBe("is also the id of row 8");
  });

  it("agrees with issuing, row by row", async () => {
    const rows = [row(), row({ publicMetadata: { grade: "" } }), row({ recipientName: "\u{e000}" }), row({ locale: "x" })];
    const { issues } = await check(...rows);
    for (const [index, certificate] of rows.entries()) {
      const answer = await client.tryIssue({ ...certificate, templateId });
      const told = issues.filter((issue) => issue.row === index + 1).map(({ path, message }) => ({ path, message }));
      expect(told).toEqual(answer.status === 201 ? [] : errorOf(answer).issues);
    }
  });

  it("takes 1,000 rows and tells 1,000 issues, not one more of either", async () => {
    const rows = Array.from({ length: 1000 }, () => ({ recipientName: "A" }));
    const found = await check(...rows);
    expect([found.checked, found.failed, found.issues.length]).toEqual([1000, 1000, 1000]);
    expect(found.issues.at(-1)?.row).toBe(500);
    const whole = await check(...Array.from({ length: 1000 }, (_, index) => row({ recipientName: `Recipient ${index}` })));
    expect(whole).toMatchObject({ ok: true, checked: 1000 });
    expect(errorOf(await send([...rows, {}])).issues?.[0]?.message).toContain("at most 1000");
    expect(errorOf(await send([])).issues?.[0]?.message).toBe("certificates must contain at least 1 item.");
  });

  it("takes 4 MiB and refuses more", async () => {
    const large = row({ publicMetadata: { grade: "A", note: "x".repeat(10_000) } });
    expect((await send(Array.from({ length: 300 }, () => large))).status).toBe(200);
    expect((await send(Array.from({ length: 500 }, () => large))).status).toBe(413);
  });

  it("is for templates that can be issued with, the platform's too", async () => {
    const draft = await createTemplate(client, { is_active: false });
    expect(errorOf(await send([row()], draft.id)).code).toBe("TEMPLATE_NOT_FOUND");
    expect((await send([aCertificate], "8e884cad-6a34-4f15-9d6d-0c2798d4d002")).body).toMatchObject({ data: { ok: true } });
  });
});
