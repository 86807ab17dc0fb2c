import * as batches from "@attestry/scripts/testing/batch-invariants";
import { requireForeignLooksMissing } from "@attestry/scripts/testing/foreign-invariant";
import * as invariants from "@attestry/scripts/testing/invariants";
import * as pages from "@attestry/scripts/testing/page-invariants";
import type { Subject } from "@attestry/scripts/testing/subject";
import * as templates from "@attestry/scripts/testing/template-invariants";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import * as webhooks from "@attestry/scripts/testing/webhook-invariants";
import { describe, expect, it } from "vitest";

// A stack of its own, since its functions are broken one after the other.
const own = useOwnStack();

type Check = (subject: Subject) => Promise<void>;
/** In the definition of a function, a text that stands in it and what the defect puts in its place. */
type Defect = { sqlFunction: string; from: string; to: string; before?: string; after?: string; complaint: string };

const brokenChecks = new Set<Check>();

async function breakAndCheck(check: Check, { sqlFunction, from, to, before, after, complaint }: Defect): Promise<void> {
  const stack = own();
  const { sql } = stack;
  const [row] = await sql`select pg_get_functiondef(${sqlFunction}::regproc) as definition`;
  const definition = String(row?.definition);
  expect(definition).toContain(from);
  if (before) await sql.unsafe(before);
  await sql.unsafe(definition.replaceAll(from, to));
  try {
    await expect(check(stack)).rejects.toThrow(complaint);
  } finally {
    await sql.unsafe(definition);
    if (after) await sql.unsafe(after);
  }
  brokenChecks.add(check);
}

describe("each check turns red when what it guards is broken", () => {
  it("an idempotency key that a second caller may claim too", () =>
    breakAndCheck(invariants.requireOneCertificateForOneKey, {
      complaint: "every caller gets the same answer",
      sqlFunction: "attestry.claim_idempotency_key",
      from: "if found then",
      to: "if true then",
    }));

  it("a certificateId that nothing keeps unique", () =>
    breakAndCheck(invariants.requireUniqueCertificateId, {
      complaint: "exactly one caller is answered 201",
      sqlFunction: "attestry.insert_certificates",
      from: "on conflict on constraint certificates_certificate_id_key do nothing",
      to: "",
      before: "alter table attestry.certificates drop constraint certificates_certificate_id_key",
      after: `delete from attestry.webhook_deliveries; delete from attestry.events; delete from attestry.certificates;
        alter table attestry.certificates add constraint certificates_certificate_id_key unique (organization_id, environment, certificate_id)`,
    }));

  it("credits taken without a guard", () =>
    breakAndCheck(invariants.requireCreditsSpentOnce, {
      complaint: "exactly ten callers are answered 201",
      sqlFunction: "attestry.take_credits",
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
      complaint: "the retries get one answer",
      sqlFunction: "attestry.claim_idempotency_key",
      from: "if idempotency is null or",
      to: "if true or",
    }));

  it("a look-up that forgets the environment", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.find_certificate",
      from: "and c.environment = env",
      to: "",
    }));

  it("a look-up that forgets the organization", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.find_certificate",
      from: "c.organization_id = owner",
      to: "true",
    }));

  it("a template that is read whoever owns it", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "api.get_template",
      from: "t.organization_id in (caller.organization_id, platform)",
      to: "true",
    }));

  it("a template that is changed whoever owns it", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.own_template",
      from: "where t.organization_id = caller.organization_id\n    and t.environment = caller.environment",
      to: "where true",
    }));

  it("a template of another organization that can be previewed and checked with", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.find_current_version",
      from: "where t.organization_id in (caller.organization_id, '00000000-0000-0000-0000-000000000000')",
      to: "where true",
    }));

  it("a template of the other environment that can be previewed and checked with", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.find_current_version",
      from: "and t.environment = caller.environment",
      to: "",
    }));

  it("an asset of another organization that is not missing", () =>
    breakAndCheck(templates.requireForeignAssetsMissing, {
      complaint: "a foreign asset is missing",
      sqlFunction: "attestry.missing_assets",
      from: "a.organization_id = caller.organization_id",
      to: "true",
    }));

  it("an asset of the other environment that is not missing", () =>
    breakAndCheck(templates.requireForeignAssetsMissing, {
      complaint: "a foreign asset is missing",
      sqlFunction: "attestry.missing_assets",
      from: "and a.environment = caller.environment",
      to: "",
    }));

  it("templates that are counted while others are added", () =>
    breakAndCheck(templates.requireTemplatesBounded, {
      complaint: "two callers create a template",
      sqlFunction: "attestry.lock_count",
      from: "select pg_advisory_xact_lock(",
      to: "select (",
    }));

  it("assets that are counted while others are added", () =>
    breakAndCheck(templates.requireAssetsBounded, {
      complaint: "two callers add an asset",
      sqlFunction: "attestry.lock_count",
      from: "select pg_advisory_xact_lock(",
      to: "select (",
    }));

  it("a template that is changed under any version", () =>
    breakAndCheck(templates.requireOneChangeOfAVersion, {
      complaint: "one caller changes the template",
      sqlFunction: "api.update_template",
      from: "if (input ->> 'expectedVersion')::integer <> found_version then",
      to: "if false then",
    }));

  it("a template that is read without a lock before it is changed", () =>
    breakAndCheck(templates.requireOneChangeOfAVersion, {
      complaint: "one caller changes the template",
      sqlFunction: "attestry.own_template",
      from: "for update",
      to: "",
    }));

  it("a verdict that does not look at the revocation", () =>
    breakAndCheck(invariants.requireRevocationFinal, {
      complaint: "verify says revoked",
      sqlFunction: "attestry.verdict",
      from: "WHEN ((c).revoked_at IS NOT NULL) THEN 'revoked'::text",
      to: "",
    }));

  it("a verification that writes no log row for a miss", () =>
    breakAndCheck(invariants.requireVerificationsLogged, {
      complaint: "each verification has one log row",
      sqlFunction: "api.verify_certificate",
      from: "certificate.id, result, 'api', caller.api_key_id\n  );",
      to: "certificate.id, result, 'api', caller.api_key_id\n  );\n  delete from attestry.verification_log where certificate_uuid is null;",
    }));

  it("a commit that records another file's hash", () =>
    breakAndCheck(invariants.requireHashesAgree, {
      complaint: "the stored file has the recorded hash",
      sqlFunction: "attestry.insert_certificates",
      from: 'item."pdfSha256", item."pdfSizeBytes", origin.pdf_pack, issuer.api_key_id',
      to: 'reverse(item."pdfSha256"), item."pdfSizeBytes", origin.pdf_pack, issuer.api_key_id',
    }));

  it("a verdict that trusts the stored hash", () =>
    breakAndCheck(invariants.requireEditNoticed, {
      complaint: "an edited record is invalid",
      sqlFunction: "attestry.verdict",
      from: "THEN 'invalid'::text",
      to: "THEN 'verified'::text",
    }));

  it("a revocation whose event is numbered like the first", () =>
    breakAndCheck(invariants.requireRevocationFinal, {
      complaint: "each change has one event, in order",
      sqlFunction: "api.revoke_certificate",
      from: "certificate.id, certificate.event_sequence",
      to: "certificate.id, certificate.event_sequence + 1",
    }));

  it("a picture that does not look at private fields", () =>
    breakAndCheck(pages.requirePicturesPublic, {
      complaint: "a private field keeps the picture from the public",
      sqlFunction: "attestry.has_public_picture",
      from: "(NOT jsonb_path_exists(",
      to: "(true OR jsonb_path_exists(",
    }));

  it("a picture that does not look at the revocation", () =>
    breakAndCheck(pages.requirePicturesPublic, {
      complaint: "a revoked certificate has no picture",
      sqlFunction: "attestry.has_public_picture",
      from: "((c).revoked_at IS NULL) AND ",
      to: "",
    }));

  it("a recipient's link that does not look at the revocation", () =>
    breakAndCheck(pages.requireFilesEnd, {
      complaint: "the files end with the revocation",
      sqlFunction: "api.find_public_pdf",
      from: "certificate.revoked_at is null or not owner.ends_files_on_revocation",
      to: "true",
    }));

  it("a page that takes any file for the issued one", () =>
    breakAndCheck(pages.requireFilesCompared, {
      complaint: "a changed byte is noticed",
      sqlFunction: "api.verify_publicly",
      from: "else 'other'",
      to: "else 'pdf'",
    }));

  it("an owner that is found by name at any host", () =>
    breakAndCheck(pages.requireHostsApart, {
      complaint: "an own host shows nobody else's certificate",
      sqlFunction: "attestry.find_owner",
      from: "where find_owner.host is null\n    or named.verify_host = find_owner.host",
      to: "",
    }));

  it("a list that does not look at the owner of a recipient's certificates", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "api.list_certificates",
      from: "where c.organization_id = caller.organization_id",
      to: "where true",
    }));

  it("a template of another tenant that can be issued with", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "api.get_issuing_context",
      from: "where t.organization_id in (caller.organization_id, platform)",
      to: "where true",
    }));

  it("a webhook that is found whoever owns it", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.require_webhook",
      from: "where w.organization_id = caller.organization_id\n      and w.environment = caller.environment\n      and",
      to: "where",
    }));

  it("a webhook that is found in the other environment", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "attestry.require_webhook",
      from: "and w.environment = caller.environment",
      to: "",
    }));

  it("an event that is found whoever it concerns", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "api.get_event",
      from: "e.organization_id = caller.organization_id",
      to: "true",
    }));

  it("a replay that is found whatever webhook it is of", () =>
    breakAndCheck(requireForeignLooksMissing, {
      complaint: "a foreign certificate is answered like a missing one",
      sqlFunction: "api.get_webhook_replay",
      from: "where r.organization_id = webhook.organization_id\n      and r.environment = webhook.environment\n      and r.endpoint_id = webhook.id\n      and",
      to: "where",
    }));

  it("webhooks that are counted while others are added", () =>
    breakAndCheck(webhooks.requireWebhooksBounded, {
      complaint: "two callers create a webhook",
      sqlFunction: "attestry.lock_count",
      from: "select pg_advisory_xact_lock(",
      to: "select (",
    }));

  it("webhooks that share a URL", () =>
    breakAndCheck(webhooks.requireUrlsApart, {
      complaint: "one webhook has the URL",
      sqlFunction: "api.create_webhook",
      from: "on conflict (organization_id, environment, md5(url)) where deleted_at is null do nothing",
      to: "",
      before: "drop index attestry.webhook_endpoints_url_key",
      after: `delete from attestry.webhook_deliveries; delete from attestry.webhook_endpoints;
        create unique index webhook_endpoints_url_key on attestry.webhook_endpoints (organization_id, environment, md5(url)) where deleted_at is null`,
    }));

  it("a webhook whose deletion nobody waits for", () =>
    breakAndCheck(webhooks.requireDeletionHindersNoIssue, {
      complaint: "a deletion hinders no issue",
      sqlFunction: "attestry.fan_out_events",
      from: "for key share",
      to: "",
    }));

  it("an issue without its event", () =>
    breakAndCheck(webhooks.requireEveryChangeTold, {
      complaint: "each change has its event",
      sqlFunction: "attestry.insert_certificates",
      from: "'certificate.issued', added.id, 1\n    from added",
      to: "'certificate.issued', added.id, 1\n    from added limit 0",
    }));

  it("an event that is sent to whoever listens to anything", () =>
    breakAndCheck(webhooks.requireEveryChangeTold, {
      complaint: "each event has its deliveries",
      sqlFunction: "attestry.fan_out_events",
      from: "and e.type = any (w.events)",
      to: "",
    }));

  it("ids of rows that wait and that nobody keeps apart", () =>
    breakAndCheck(batches.requireIdsSpokenForOnce, {
      complaint: "one batch gets the ids",
      sqlFunction: "api.submit_batch",
      from: "on conflict (organization_id, environment, certificate_id) where status = 'pending' do nothing",
      to: "",
      before: "drop index attestry.batch_items_pending_id",
      after: `delete from attestry.credit_ledger where batch_id is not null; delete from attestry.webhook_deliveries; delete from attestry.events where batch_id is not null; delete from attestry.batches;
        create unique index batch_items_pending_id on attestry.batch_items (organization_id, environment, certificate_id) where status = 'pending'`,
    }));

  it("credits reserved without a guard", () =>
    breakAndCheck(batches.requireCreditsReservedOnce, {
      complaint: "two batches can be paid",
      sqlFunction: "attestry.take_credits",
      from: "and credits >= count",
      to: "",
      before:
        "alter table attestry.tenants drop constraint tenants_credits_not_negative; alter table attestry.credit_ledger drop constraint credit_ledger_balance_not_negative",
      after: `update attestry.tenants set credits = 0 where credits < 0; delete from attestry.credit_ledger where balance_after < 0;
        alter table attestry.tenants add constraint tenants_credits_not_negative check (credits >= 0);
        alter table attestry.credit_ledger add constraint credit_ledger_balance_not_negative check (balance_after >= 0)`,
    }));

  it("cancelled rows that are refunded twice", () =>
    breakAndCheck(batches.requireCancelledOnce, {
      complaint: "granted = spent + settled + reserved + left",
      sqlFunction: "attestry.settle_batch",
      from: "set credits = credits + failed + cancelled",
      to: "set credits = credits + failed + cancelled + cancelled",
    }));

  it("a retry that reserves no credits", () =>
    breakAndCheck(batches.requireRetriedOnce, {
      complaint: "granted = spent + settled + reserved + left",
      sqlFunction: "api.retry_batch",
      from: "perform attestry.take_credits(caller, retried, 'reserved', input ->> 'requestId', batch.id);",
      to: "update attestry.tenants set credits = credits - retried where organization_id = caller.organization_id and environment = 'live';",
    }));

  it("an event that carries the e-mail address", () =>
    breakAndCheck(invariants.requireEventsPublic, {
      complaint: "an event holds nothing private",
      sqlFunction: "attestry.compose_event",
      from: "'certificateUuid'::text, ((c).id)::text",
      to: "'email'::text, (c).recipient_email, 'certificateUuid'::text, ((c).id)::text",
    }));
});

it("and it was the defects alone: mended, each of those checks passes", async () => {
  for (const check of brokenChecks) await check(own());
});
