import * as invariants from "@attestry/scripts/testing/invariants";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { describe, expect, it } from "vitest";

// A stack of its own, since its functions are broken one after the other.
const own = useOwnStack();

type Check = (subject: invariants.Subject) => Promise<void>;
/** In the definition of a function, a text that stands in it and what the defect puts in its place. */
type Defect = { sqlFunction: string; from: string; to: string; before?: string; after?: string };

async function breakAndCheck(check: Check, { sqlFunction, from, to, before, after }: Defect): Promise<void> {
  const stack = own();
  const { sql } = stack;
  const [row] = await sql`select pg_get_functiondef(${sqlFunction}::regproc) as definition`;
  const definition = String(row?.definition);
  expect(definition).toContain(from);
  if (before) await sql.unsafe(before);
  await sql.unsafe(definition.replaceAll(from, to));
  try {
    await expect(check(stack)).rejects.toThrow();
  } finally {
    await sql.unsafe(definition);
    if (after) await sql.unsafe(after);
  }
}

describe("each check turns red when what it guards is broken", () => {
  it("an idempotency key looked up first and inserted later", () =>
    breakAndCheck(invariants.requireOneCertificateForOneKey, {
      sqlFunction: "attestry.claim_idempotency_key",
      from: "if found then",
      to: "if true then",
    }));

  it("a certificateId that nothing keeps unique", () =>
    breakAndCheck(invariants.requireUniqueCertificateId, {
      sqlFunction: "api.commit_certificates",
      from: "on conflict on constraint certificates_certificate_id_key do nothing",
      to: "",
      before: "alter table attestry.certificates drop constraint certificates_certificate_id_key",
      after: `delete from attestry.events; delete from attestry.certificates;
        alter table attestry.certificates add constraint certificates_certificate_id_key unique (organization_id, environment, certificate_id)`,
    }));

  it("credits taken without a guard", () =>
    breakAndCheck(invariants.requireCreditsSpentOnce, {
      sqlFunction: "attestry.spend_credits",
      from: "and credits >= count",
      to: "",
      before:
        "alter table attestry.tenants drop constraint tenants_credits_not_negative; alter table attestry.credit_ledger drop constraint credit_ledger_balance_not_negative",
      after: `update attestry.tenants set credits = 0 where credits < 0; delete from attestry.credit_ledger where balance_after < 0;
        alter table attestry.tenants add constraint tenants_credits_not_negative check (credits >= 0);
        alter table attestry.credit_ledger add constraint credit_ledger_balance_not_negative check (balance_after >= 0)`,
    }));

  it("an idempotency key that is never recorded", () =>
    breakAndCheck(invariants.requireLostAnswerRepeated, {
      sqlFunction: "attestry.claim_idempotency_key",
      from: "if idempotency is null or",
      to: "if true or",
    }));

  it("a look-up that forgets the environment", () =>
    breakAndCheck(invariants.requireForeignLooksMissing, {
      sqlFunction: "attestry.find_certificate",
      from: "and c.environment = env",
      to: "",
    }));

  it("a look-up that forgets the organization", () =>
    breakAndCheck(invariants.requireForeignLooksMissing, {
      sqlFunction: "attestry.find_certificate",
      from: "c.organization_id = owner",
      to: "true",
    }));

  it("a verdict that does not look at the revocation", () =>
    breakAndCheck(invariants.requireRevocationFinal, {
      sqlFunction: "attestry.verdict",
      from: "WHEN ((c).revoked_at IS NOT NULL) THEN 'revoked'::text",
      to: "",
    }));

  it("a verification that writes no log row for a miss", () =>
    breakAndCheck(invariants.requireVerificationsLogged, {
      sqlFunction: "api.verify_certificate",
      from: "certificate.id, result, 'api', caller.api_key_id\n  );",
      to: "certificate.id, result, 'api', caller.api_key_id\n  );\n  delete from attestry.verification_log where result = 'not_found';",
    }));

  it("a commit that records another file's hash", () =>
    breakAndCheck(invariants.requireHashesAgree, {
      sqlFunction: "api.commit_certificates",
      from: 'item."pdfSha256", item."pdfSizeBytes", caller.api_key_id',
      to: 'reverse(item."pdfSha256"), item."pdfSizeBytes", caller.api_key_id',
    }));

  it("a verdict that trusts the stored hash", () =>
    breakAndCheck(invariants.requireEditNoticed, {
      sqlFunction: "attestry.verdict",
      from: "THEN 'invalid'::text",
      to: "THEN 'verified'::text",
    }));
});
