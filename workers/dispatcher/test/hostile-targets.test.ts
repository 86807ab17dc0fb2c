import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:net";
import { hostileTarget } from "@attestry/scripts/testing/generate-hostile-urls";
import { hostileNames, hostileUrls } from "@attestry/scripts/testing/hostile-urls";
import { forceTestWebhooks, issueTestCertificates } from "@attestry/scripts/testing/make-webhook";
import { TestDispatcher } from "@attestry/scripts/testing/test-dispatcher";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import * as fc from "fast-check";
import { expect, it } from "vitest";

const own = useOwnStack({ jobsProcesses: 0 });
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const generated = Number(process.env.HOSTILE_URLS ?? 2_000);

/** Whoever connects to one of these has got where nobody may. */
async function openTraps(): Promise<{ ports: number[]; touched: () => number; stop: () => void }> {
  let connections = 0;
  const servers: Server[] = [];
  for (const host of ["127.0.0.1", "::1"]) {
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    servers.push(server);
  }
  const ports = servers.map((server) => {
    const address = server.address();
    return address !== null && typeof address !== "string" ? address.port : 0;
  });
  return { ports, touched: () => connections, stop: () => servers.map((server) => server.close()) };
}

it(`the dispatcher connects to none of ${generated} generated and ${hostileUrls.length} known hostile URLs, however they came to be stored (FUZZ_SEED=${seed})`, async () => {
  const { sql, dns } = own();
  const traps = await openTraps();
  const sealingKeys = `1:${randomBytes(32).toString("base64")}`;
  const organization = await createTestOrganization(sql);
  const targets = fc.sample(hostileTarget, { numRuns: generated, seed });
  for (const target of targets) {
    if (target.kind === "name") dns.names.set(new URL(target.url).hostname, target.addresses);
  }
  const [four, six] = traps.ports;
  const direct = [`http://127.0.0.1:${four}/`, `http://localhost:${four}/`, `http://[::1]:${six}/`, `https://127.0.0.1:${four}/`];
  const given = [
    ...direct,
    ...hostileUrls,
    ...[...hostileNames.keys()].map((name) => `https://${name}/hook`),
    ...targets.map(({ url }) => url),
  ];
  const urls = [...new Set(given.map(storable))];
  // What the API refuses is put where the API would have put it.
  await forceTestWebhooks(sql, organization, sealingKeys, urls);
  await issueTestCertificates(sql, organization, 1);

  const dispatcher = new TestDispatcher(own(), {
    WEBHOOK_SEALING_KEYS: sealingKeys,
    DNS_QUERY_URL: dns.url,
    RETRY_SCHEDULE_SECONDS: "0",
    ATTEMPT_TIMEOUT_MILLISECONDS: "2000",
  });
  await dispatcher.start();
  try {
    await expect
      .poll(
        async () => {
          await dispatcher.ring();
          const [left] = await sql`select count(*)::int as n from attestry.webhook_deliveries where status = 'pending'`;
          return left?.n;
        },
        { timeout: 800_000 },
      )
      .toBe(0);
  } finally {
    await dispatcher.stop();
    traps.stop();
  }
  const errors = await sql`
    select a ->> 'error' as error, count(*)::int as n
    from attestry.webhook_deliveries d, jsonb_array_elements(d.attempts) as a
    group by 1`;
  // Where a URL was cut to be stored, its host may have become one that is nobody's.
  for (const { error } of errors) expect(["forbidden_address", "forbidden_url", "no_address"]).toContain(error);
  expect(errors.reduce((sum, { n }) => sum + n, 0)).toBe(urls.length);
  expect(traps.touched()).toBe(0);
});

it("the traps are real: a dispatcher that may call this machine walks into them", async () => {
  const { sql, dns } = own();
  const traps = await openTraps();
  const sealingKeys = `1:${randomBytes(32).toString("base64")}`;
  const organization = await createTestOrganization(sql);
  const [four, six] = traps.ports;
  await forceTestWebhooks(sql, organization, sealingKeys, [`http://127.0.0.1:${four}/`, `http://[::1]:${six}/`]);
  await issueTestCertificates(sql, organization, 1);
  const variables = { WEBHOOK_SEALING_KEYS: sealingKeys, DNS_QUERY_URL: dns.url, RETRY_SCHEDULE_SECONDS: "0" };
  const dispatcher = new TestDispatcher(own(), { ...variables, WEBHOOKS_ALLOW_LOCAL: "true" });
  await dispatcher.start();
  try {
    await dispatcher.ring();
    expect(traps.touched()).toBe(2);
  } finally {
    await dispatcher.stop();
    traps.stop();
  }
});

/** As the table takes it: no NUL, no half of a pair, not empty, not too long. */
function storable(url: string): string {
  return url.replaceAll("\0", "").toWellFormed().slice(0, 2048) || "x";
}
