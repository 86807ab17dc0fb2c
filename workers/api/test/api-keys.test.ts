import { createApiKey, parseApiKey } from "@attestry/certificate/api-key";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import { revokeApiKey, rotateApiKey } from "@attestry/scripts/admin/api-keys";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestKey, createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

async function ask(secret: string, path = "/v1/templates") {
  return new ApiClient(stack.apiUrl, secret).request(path);
}

async function callsOf(keyHash: string): Promise<string[]> {
  return z.array(z.string()).parse(await (await fetch(`${stack.proxyUrl}/calls/${keyHash}`)).json());
}

describe("API keys", () => {
  it("a malformed key is refused with no database call", async () => {
    const { sandbox } = await createTestOrganization(stack.sql);
    const last = sandbox.secret.at(-1) === "0" ? "1" : "0";
    for (const secret of [sandbox.secret.slice(0, -1), sandbox.secret.slice(0, -1) + last, "sk_test_x", "x".repeat(5000)]) {
      const answer = await ask(secret);
      expect(errorOf(answer)).toMatchObject({ code: "INVALID_API_KEY", message: expect.stringContaining("malformed") });
      expect(await callsOf(sha256Hex(secret))).toEqual([]);
    }
    await ask(sandbox.secret);
    expect(await callsOf(sandbox.hash)).toEqual(["list_templates"]);
  });

  it("a well-formed key that nobody was given is refused", async () => {
    const answer = await ask(createApiKey("live").secret);
    expect(answer.status).toBe(401);
    expect(errorOf(answer).message).toBe("This API key is not known.");
  });

  it.each(["", "Basic abc", "Bearer", "Bearer "])("an Authorization header of %j is a missing key", async (authorization) => {
    const answer = await new ApiClient(stack.apiUrl, null).request("/v1/templates", {
      headers: { Authorization: authorization },
    });
    expect(errorOf(answer)).toMatchObject({ code: "INVALID_API_KEY", message: "Missing Bearer API key." });
  });

  it("a revocation takes effect on the next request, also in the middle of use", async () => {
    const { sandbox } = await createTestOrganization(stack.sql);
    expect((await ask(sandbox.secret)).status).toBe(200);
    await revokeApiKey(stack.sql, sandbox.id);
    const answer = await ask(sandbox.secret);
    expect(answer.status).toBe(401);
    expect(errorOf(answer).message).toBe("This API key is revoked.");
  });

  it("an expired key is refused", async () => {
    const { id } = await createTestOrganization(stack.sql);
    const key = await createTestKey(stack.sql, id, "sandbox", { expiresAt: "2026-01-01T00:00:00Z" });
    expect(errorOf(await ask(key.secret)).message).toBe("This API key is expired.");
  });

  it("after a rotation both keys work until the overlap ends, then only the new one", async () => {
    const { id, sandbox } = await createTestOrganization(stack.sql);
    const next = await rotateApiKey(stack.sql, sandbox.id, 3600);
    expect((await ask(sandbox.secret)).status).toBe(200);
    expect((await ask(next.secret)).status).toBe(200);
    const [overlap] = await stack.sql`
      select extract(epoch from expires_at - now())::int as seconds from attestry.api_keys where id = ${sandbox.id}`;
    expect(overlap?.seconds).toBeGreaterThan(3500);

    await stack.sql`update attestry.api_keys set expires_at = now() - interval '1 second' where id = ${sandbox.id}`;
    expect((await ask(sandbox.secret)).status).toBe(401);
    expect((await ask(next.secret)).status).toBe(200);
    await expect(rotateApiKey(stack.sql, sandbox.id, 60)).rejects.toThrow("rotated already");
    await expect(rotateApiKey(stack.sql, next.id, 86_401)).rejects.toThrow("24 hours");
    const environments = await stack.sql`select distinct environment from attestry.api_keys where organization_id = ${id}`;
    expect(environments).toHaveLength(2);
  });

  it.each([
    ["templates.read", "/v1/certificates/X", "certificates.read"],
    ["templates.read", "/v1/certificates/X/png", "certificates.read"],
    ["templates.read", "/v1/certificates", "certificates.read"],
    ["certificates.read", "/v1/templates", "templates.read"],
    ["certificates.read", "/v1/verify/X", "certificates.verify"],
  ] as const)("a key with only %s is refused at %s", async (scope, path, missing) => {
    const { id } = await createTestOrganization(stack.sql);
    const key = await createTestKey(stack.sql, id, "sandbox", { scopes: [scope] });
    const answer = await ask(key.secret, path);
    expect(answer.status).toBe(403);
    expect(errorOf(answer)).toMatchObject({ code: "FORBIDDEN", message: `This API key lacks the scope ${missing}.` });
  });

  it("a key that may only read can neither issue nor revoke", async () => {
    const { id } = await createTestOrganization(stack.sql);
    const key = await createTestKey(stack.sql, id, "sandbox", { scopes: ["certificates.read"] });
    const client = new ApiClient(stack.apiUrl, key.secret);
    expect((await client.tryIssue()).status).toBe(403);
    expect((await client.revoke("X")).status).toBe(403);
  });

  it("a refusal tells the key's own limit too", async () => {
    const { sandbox } = await createTestOrganization(stack.sql, { rateLimitPerMinute: 77 });
    const answer = await ask(sandbox.secret, "/v1/certificates/MISSING");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("RateLimit-Limit")).toBe("77");
  });

  it("only a hash, the prefix and four characters are stored", async () => {
    const { id, live } = await createTestOrganization(stack.sql);
    const rows = await stack.sql`select to_jsonb(k)::text as row from attestry.api_keys k where organization_id = ${id}`;
    const text = rows.map(({ row }) => row).join();
    expect(text).not.toContain(live.secret.slice(8, -4));
    expect(text).toContain(live.hash);
    expect(text).toContain(live.secret.slice(-4));
  });

  it("last use is recorded", async () => {
    const { sandbox } = await createTestOrganization(stack.sql);
    await ask(sandbox.secret);
    const [row] = await stack.sql`select last_used_at from attestry.api_keys where id = ${sandbox.id}`;
    expect(row?.last_used_at).toBeInstanceOf(Date);
  });

  it("at a host that serves both environments the key alone decides", async () => {
    const { sandbox, live } = await createTestOrganization(stack.sql);
    expect((await ask(sandbox.secret)).body).toMatchObject({ data: { environment: "sandbox" } });
    expect((await ask(live.secret)).body).toMatchObject({ data: { environment: "live" } });
  });
});

describe("the format of keys", () => {
  it("one changed character is always noticed", () => {
    const { secret } = createApiKey("sandbox");
    expect(parseApiKey(secret)?.environment).toBe("sandbox");
    for (let i = 0; i < secret.length; i++) {
      const changed = secret.slice(0, i) + (secret[i] === "z" ? "y" : "z") + secret.slice(i + 1);
      expect(parseApiKey(changed)).toBeNull();
    }
  });
});
