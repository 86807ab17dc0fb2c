import { requireForeignLooksMissing } from "@attestry/scripts/testing/foreign-invariant";
import * as invariants from "@attestry/scripts/testing/invariants";
import * as pages from "@attestry/scripts/testing/page-invariants";
import * as templates from "@attestry/scripts/testing/template-invariants";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, it } from "vitest";

const stack = useStack();

describe("what must always hold", () => {
  it("fifty concurrent issues under one idempotency key make one certificate", () =>
    invariants.requireOneCertificateForOneKey(stack));
  it("fifty concurrent issues of one certificateId: exactly one 201", () => invariants.requireUniqueCertificateId(stack));
  it("ten credits make exactly ten live certificates", () => invariants.requireCreditsSpentOnce(stack));
  it("a lost answer is repeated to the retry, and nothing is charged twice", () => invariants.requireLostAnswerRepeated(stack));
  it("a foreign id is answered byte for byte like a missing one", () => requireForeignLooksMissing(stack));
  it("after a revocation nothing says valid", () => invariants.requireRevocationFinal(stack));
  it("every verification answered has its log row", () => invariants.requireVerificationsLogged(stack));
  it("the stored file, the database and the answer agree on the hashes", () => invariants.requireHashesAgree(stack));
  it("events hold nothing private", () => invariants.requireEventsPublic(stack));
  it("an environment never has more than 200 templates", () => templates.requireTemplatesBounded(stack));
  it("an environment never has more than 500 assets", () => templates.requireAssetsBounded(stack));
  it("of concurrent changes of one version one is made", () => templates.requireOneChangeOfAVersion(stack));
  it("a foreign asset is missing", () => templates.requireForeignAssetsMissing(stack));
  it("only certificates without private fields have a public picture", () => pages.requirePicturesPublic(stack));
  it("a recipient's files end with the revocation where that is wanted", () => pages.requireFilesEnd(stack));
  it("a page tells the issued file from any other", () => pages.requireFilesCompared(stack));
  it("an organization's own host shows nobody else's certificates", () => pages.requireHostsApart(stack));
  it("a row edited behind the API's back is invalid", () => invariants.requireEditNoticed(stack));
});
