import { setRateLimit } from "@attestry/scripts/admin/organizations";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();

describe("rate limits", () => {
  it("one key gets exactly its limit a minute, then RATE_LIMITED with Retry-After, while the other key is not touched", async () => {
    const organization = await createTestOrganization(stack.sql, { rateLimitPerMinute: 8 });
    const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
    const first = await client.request("/v1/templates");
    expect(first.headers.get("RateLimit-Limit")).toBe("8");
    expect(first.headers.get("RateLimit-Remaining")).toBe("7");
    expect(Number(first.headers.get("RateLimit-Reset"))).toBeLessThanOrEqual(60);

    const rest = await Promise.all(Array.from({ length: 12 }, () => client.request("/v1/templates")));
    const refused = rest.filter(({ status }) => status === 429);
    expect(rest.length - refused.length).toBe(7);
    for (const answer of refused) {
      expect(errorOf(answer)).toMatchObject({ code: "RATE_LIMITED", message: "Rate limit exceeded." });
      expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(answer.headers.get("RateLimit-Remaining")).toBe("0");
    }
    expect((await new ApiClient(stack.apiUrl, organization.live.secret).request("/v1/templates")).status).toBe(200);
  });

  it("a changed limit holds from the next answer on", async () => {
    const organization = await createTestOrganization(stack.sql, { rateLimitPerMinute: 50 });
    const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
    await client.request("/v1/templates");
    await setRateLimit(stack.sql, { organizationId: organization.id, environment: "sandbox", perMinute: 70 });
    const answer = await client.request("/v1/templates");
    expect(answer.headers.get("RateLimit-Limit")).toBe("70");
  });

  it("a fresh organization has 60 a minute in the sandbox and 600 in live", async () => {
    const rows = await stack.sql`
      select column_default is null as explicit from information_schema.columns
      where table_schema = 'attestry' and table_name = 'tenants' and column_name = 'rate_limit_per_minute'`;
    expect(rows[0]?.explicit).toBe(true);
    const { createOrganization } = await import("@attestry/scripts/admin/organizations");
    const id = await createOrganization(stack.sql, {
      slug: `d-${Date.now()}`,
      name: "D",
      certificatePrefix: "D",
      isPrimary: false,
    });
    const limits = await stack.sql`
      select environment, rate_limit_per_minute as n from attestry.tenants where organization_id = ${id} order by environment`;
    expect(limits.map((row) => [row.environment, row.n])).toEqual([
      ["live", 600],
      ["sandbox", 60],
    ]);
  });
});
