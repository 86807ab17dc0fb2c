import { createHash } from "node:crypto";
import { parseSealingKeys, unseal } from "@attestry/certificate/seal";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import canonicalize from "canonicalize";
import { expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

// What docs/certificate-hash.md tells a stranger to do, with an implementation of RFC 8785 that is not ours.
const sha256 = (value: unknown) =>
  createHash("sha256")
    .update(String(canonicalize(value)), "utf8")
    .digest("hex");

it("a stranger recomputes the hash out of what the verification page gives", async () => {
  const organization = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const issued = await client.issue({
    recipientName: "Zoë “Ζωή” Öz\u0065\u0301",
    expiresAt: "2099-01-01T00:00:00+14:00",
    publicMetadata: { b: 1.5e-7, a: [0.1, -0, 5e-324], é: { z: null, y: true } },
    privateMetadata: { identification_no: "900101-14-1234", n: 7 },
  });
  const page = await fetch(`${stack.verifyUrl}/sandbox/${organization.slug}/${issued.certificateId}`, {
    headers: { Accept: "application/json" },
  });
  const { data } = z.object({ data: z.object({ document: z.string() }) }).parse(await page.json());
  const document: Record<string, unknown> = JSON.parse(data.document);
  expect(sha256(document)).toBe(issued.certificateHash);
  expect(document).toMatchObject({
    certificateId: issued.certificateId,
    recipientName: "Zoë “Ζωή” Öz\u0065\u0301",
    environment: "sandbox",
  });

  // And the issuer shows what a digest stands for, by the salt it keeps.
  const [row] = await stack.sql`select sealed_private from attestry.certificates where id = ${issued.certificateUuid}`;
  const context = {
    organizationId: organization.id,
    environment: "sandbox",
    kind: "certificate.private",
    id: issued.certificateUuid,
  };
  const disclosures = JSON.parse(await unseal(await parseSealingKeys(stack.sealingKeys), context, String(row?.sealed_private)));
  const { salt, key, value } = disclosures.recipientEmail;
  expect(sha256([salt, key, value])).toBe(document.recipientEmailDigest);
  expect([key, value]).toEqual(["recipientEmail", "aina@example.com"]);
  const digests = disclosures.private.map((disclosure: { salt: string; key: string; value: unknown }) =>
    sha256([disclosure.salt, disclosure.key, disclosure.value]),
  );
  expect(digests.sort()).toEqual(document.privateDigests);
});
