import { request } from "node:http";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const own = useOwnStack({ apiUrls: { sandbox: "http://sandbox.attestry.test", live: "http://api.attestry.test" } });

const Body = z.looseObject({ error: z.object({ code: z.string(), message: z.string() }).optional() });

/** A request as it arrives at a host of the deployment's. */
function ask(host: string, secret: string): Promise<{ status: number | undefined; error: z.infer<typeof Body>["error"] }> {
  const { hostname, port } = new URL(own().apiUrl);
  const headers = { Host: host, Authorization: `Bearer ${secret}` };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: "/v1/templates", headers }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode, error: Body.parse(JSON.parse(text)).error });
    });
    sent.on("error", reject).end();
  });
}

describe("where each environment has a host of its own", () => {
  it("a key works at its own, and is refused at the other with the right one named", async () => {
    const { sandbox, live } = await createTestOrganization(own().sql);
    expect((await ask("sandbox.attestry.test", sandbox.secret)).status).toBe(200);
    expect((await ask("api.attestry.test", live.secret)).status).toBe(200);
    expect(await ask("api.attestry.test", sandbox.secret)).toEqual({
      status: 401,
      error: { code: "INVALID_API_KEY", message: "This is a sandbox API key: use it at http://sandbox.attestry.test." },
    });
    expect(await ask("sandbox.attestry.test", live.secret)).toEqual({
      status: 401,
      error: { code: "INVALID_API_KEY", message: "This is a live API key: use it at http://api.attestry.test." },
    });
  });
});
