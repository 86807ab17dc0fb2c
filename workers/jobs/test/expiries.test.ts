import { issueTestCertificates } from "@attestry/scripts/testing/make-webhook";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { type OwnStack, useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { describe, expect, it } from "vitest";
import { z } from "zod";

// A stack of its own: nobody else's certificates are told of here.
const own = useOwnStack({ jobsProcesses: 0 });

type Sql = OwnStack["sql"] | Parameters<Parameters<OwnStack["sql"]["begin"]>[1]>[0];

const Told = z.object({ told: z.int(), hasMore: z.boolean() });

async function tell(sql: Sql, limit: number) {
  const [row] = await sql`select api.tell_expiries(${JSON.stringify({ limit })}::text::jsonb) as answer`;
  return Told.parse(row?.answer);
}

async function tellAll(limit: number): Promise<void> {
  while ((await tell(own().sql, limit)).hasMore);
}

type Age = { expiredAgo: string; issuedAgo?: string };

/** So many certificates, all of which expired at one moment. */
async function makeExpired(count: number, { expiredAgo, issuedAgo = "40 days" }: Age): Promise<string> {
  const { sql } = own();
  const organization = await createTestOrganization(sql);
  await issueTestCertificates(sql, organization, count);
  await sql.begin(async (transaction) => {
    // Time passes here without the guard of what is final.
    await transaction`set local session_replication_role = replica`;
    await transaction`
      update attestry.certificates
      set created_at = now() - ${issuedAgo}::interval,
          issued_at = past.issued,
          expires_at = past.expiry,
          document = replace(
            replace(document, attestry.iso(issued_at), attestry.iso(past.issued)),
            attestry.iso(expires_at), attestry.iso(past.expiry)
          )
      from (
        select
          date_trunc('second', now() - interval '40 days') as issued,
          date_trunc('second', now() - ${expiredAgo}::interval) as expiry
      ) as past
      where organization_id = ${organization.id}`;
  });
  return organization.id;
}

/** As if nothing had been told since. */
function tellAgainFrom(ago: string) {
  return own().sql`
    update attestry.expiry_progress
    set told_until = now() - ${ago}::interval, pass_until = null, reached_at = null, reached_id = null`;
}

async function startAnew(ago: string): Promise<void> {
  await own().sql`truncate attestry.certificates cascade`;
  await tellAgainFrom(ago);
}

/** How many of an organization's certificates have so many events that they have expired. */
async function countTold(organizationId: string): Promise<Record<number, number>> {
  const rows = await own().sql`
    select told.n, count(*)::int as certificates
    from (
      select count(e.id)::int as n
      from attestry.certificates c
      left join attestry.events e on e.certificate_uuid = c.id and e.type = 'certificate.expired'
      where c.organization_id = ${organizationId}
      group by c.id
    ) as told
    group by told.n`;
  return Object.fromEntries(rows.map(({ n, certificates }) => [n, certificates]));
}

describe("each certificate's expiry is told once", () => {
  const requireToldOnce = async (age: Age, tellThem: () => Promise<unknown>) => {
    const organizationId = await makeExpired(230, age);
    await tellThem();
    expect(await countTold(organizationId)).toEqual({ 1: 230 });
  };

  it("when steps are many, meet, and are broken off", async () => {
    const { sql } = own();
    await startAnew("10 minutes");
    await requireToldOnce({ expiredAgo: "1 minute" }, async () => {
      expect(await tell(sql, 20)).toEqual({ told: 20, hasMore: true });
      const broken = sql.begin(async (transaction) => {
        expect((await tell(transaction, 20)).told).toBe(20);
        throw new Error("broken off");
      });
      await expect(broken).rejects.toThrow("broken off");
      await Promise.all(Array.from({ length: 4 }, () => tellAll(20)));
      await tellAll(20);
    });
  });

  it("when all of it is looked at once more", async () => {
    await startAnew("10 minutes");
    await requireToldOnce({ expiredAgo: "1 minute" }, async () => {
      await tellAll(100);
      await tellAgainFrom("10 minutes");
      await tellAll(100);
    });
  });

  const requireLateOnesTold = async () => {
    await startAnew("0 minutes");
    await requireToldOnce({ expiredAgo: "10 minutes", issuedAgo: "11 minutes" }, () => tellAll(100));
  };

  it("when it was committed after others had been told that expired later", requireLateOnesTold);

  const requireOnesBehindTold = async () => {
    await startAnew("10 minutes");
    await makeExpired(40, { expiredAgo: "1 minute" });
    expect((await tell(own().sql, 20)).hasMore).toBe(true);
    await requireToldOnce({ expiredAgo: "5 minutes", issuedAgo: "6 minutes" }, () => tellAll(20).then(() => tellAll(20)));
  };

  it("when it was committed behind a pass that is under way", requireOnesBehindTold);

  it("control: without the look back, what is committed late is lost", async () => {
    const from = "progress.told_until - overlap + lead";
    await breakAndCheck({ from, to: "progress.told_until + lead" }, async () => {
      await expect(requireLateOnesTold()).rejects.toThrow();
      await expect(requireOnesBehindTold()).rejects.toThrow();
    });
    await requireLateOnesTold();
    await requireOnesBehindTold();
  });
});

describe("what is read to find many certificates that share one expiry", () => {
  /** Entries of the index on expiries, in all steps together. */
  async function countReads(certificates: number): Promise<number> {
    await startAnew("10 minutes");
    const organizationId = await makeExpired(certificates, { expiredAgo: "1 minute" });
    await own().sql`analyze attestry.certificates`;
    const reads = await own().sql.begin(async (transaction) => {
      // As it is planned where there are many more certificates than these.
      await transaction`set local enable_seqscan = off`;
      const readBefore = await readEntryCount(transaction);
      while ((await tell(transaction, 500)).hasMore);
      return (await readEntryCount(transaction)) - readBefore;
    });
    expect(await countTold(organizationId)).toEqual({ 1: certificates });
    return reads;
  }

  async function readEntryCount(sql: Sql): Promise<number> {
    const [row] = await sql`select pg_stat_get_xact_tuples_returned('attestry.certificates_by_expiry'::regclass)::int as n`;
    return Number(row?.n);
  }

  it("grows with their number, and no faster", async () => {
    expect(await countReads(1000)).toBe(1000);
    expect(await countReads(5000)).toBe(5000);
  });

  it("control: steps that begin where the pass began read it all again and again", async () => {
    const from = "(c.expires_at, c.id) > (progress.reached_at, progress.reached_id)";
    const to = `c.expires_at > progress.told_until - overlap + lead and not exists (
      select from attestry.events e where e.certificate_uuid = c.id and e.organization_id = c.organization_id
        and e.environment = c.environment and e.type = 'certificate.expired' and progress.type = e.type)`;
    await breakAndCheck({ from, to }, async () => {
      expect(await countReads(5000)).toBeGreaterThan(20_000);
    });
  });
});

async function breakAndCheck({ from, to }: { from: string; to: string }, check: () => Promise<void>): Promise<void> {
  const { sql } = own();
  const [row] = await sql`select pg_get_functiondef('api.tell_expiries'::regproc) as definition`;
  const definition = String(row?.definition);
  expect(definition).toContain(from);
  await sql.unsafe(definition.replaceAll(from, to));
  try {
    await check();
  } finally {
    await sql.unsafe(definition);
  }
}
