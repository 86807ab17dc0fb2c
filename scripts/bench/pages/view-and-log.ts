import { rmSync } from "node:fs";
import postgres, { type Sql } from "postgres";
import { z } from "zod";
import { createLocalSecrets } from "../../stack/local-secrets.ts";
import { startLocalStack } from "../../stack/local-stack.ts";
import { issueTestCertificates } from "../../testing/make-webhook.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createTestOrganization } from "../../testing/test-organization.ts";
import type { WholeRun } from "../measurement.ts";
import { median } from "../median.ts";
import { readVerification } from "../verify-without-log.ts";

const certificates = 1000;
const visitors = 8;
const rounds = 9;
const settleMilliseconds = 300;
const roundMilliseconds = 1000;

/**
 * What the log costs those who look: pages over HTTP, from the Worker, beside the same with a database that writes nothing. Half of the views a
 * second is the goal, so twice the time. Straight against Postgres, without Worker and page, it is `verify a page and log it`.
 */
export const viewAndLog: WholeRun = {
  name: `pages: views with their log, ${visitors} visitors, over views without`,
  goal: { atMost: 2 },
  async run() {
    const directory = makeTemporaryDirectory("bench-views");
    const stack = await startLocalStack({
      directory,
      secrets: createLocalSecrets(),
      ports: { api: 0, verify: 0, supabase: 0, postgres: 0 },
      addressRateLimitPerMinute: 10_000_000,
    });
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    try {
      const pages = await listPages(sql, stack.verifyUrl);
      const { whole, reading } = await readVerification(sql);
      const times: { ours: number; reference: number }[] = [];
      for (let round = 0; round < rounds; round++) {
        await sql.unsafe(whole);
        const ours = await timeViews(pages);
        await sql.unsafe(reading);
        times.push({ ours, reference: await timeViews(pages) });
      }
      const [ours, reference] = [median(times.map((time) => time.ours)), median(times.map((time) => time.reference))];
      const views = (milliseconds: number) => Math.round(1000 / milliseconds);
      return { ours, reference, notes: [`${views(ours)} views a second, and ${views(reference)} without the log`] };
    } finally {
      await sql.end();
      await stack.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function listPages(sql: Sql, verifyUrl: string): Promise<string[]> {
  const organization = await createTestOrganization(sql);
  await issueTestCertificates(sql, organization, certificates);
  await sql`analyze`;
  const rows = await sql`
    select c.certificate_id as id, o.slug
    from attestry.certificates c join attestry.organizations o on o.id = c.organization_id
    where o.id = ${organization.id}`;
  return rows.map((row) => {
    const { id, slug } = z.object({ id: z.string(), slug: z.string() }).parse(row);
    return `${verifyUrl}/sandbox/${slug}/${id}`;
  });
}

/** Milliseconds for a view, once what was just changed has been compiled anew. */
async function timeViews(pages: string[]): Promise<number> {
  await view(pages, settleMilliseconds);
  return view(pages, roundMilliseconds);
}

async function view(pages: string[], milliseconds: number): Promise<number> {
  const startedAt = performance.now();
  let views = 0;
  const visit = async () => {
    while (performance.now() - startedAt < milliseconds) {
      const headers = { "CF-Connecting-IP": addressOf(views) };
      const response = await fetch(pages[(views++ * 7919) % pages.length] ?? "", { headers });
      const page = await response.text();
      if (response.status !== 200 || !page.includes("</html>")) throw new Error(`A page answered ${response.status}.`);
    }
  };
  await Promise.all(Array.from({ length: visitors }, visit));
  return (performance.now() - startedAt) / views;
}

/** Each view comes from a network of its own: one alone is refused after so many. */
function addressOf(view: number): string {
  return `10.${(view >> 16) & 255}.${(view >> 8) & 255}.${view & 255}`;
}
