import { signRecipientQuery } from "@attestry/certificate/recipient-link";
import { expect, test } from "vitest";
import { linkSigningKey, makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

const uuid = "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e0f";
const nowSeconds = Date.parse("2026-11-22T19:30:00.000Z") / 1000;
const queryFor = (certificateUuid = uuid, environment: "live" | "sandbox" = "live", expires = nowSeconds + 60) =>
  signRecipientQuery(linkSigningKey, { environment, certificateUuid }, expires);

const offersFiles = async (verification: unknown, query: string) =>
  (await makePages(verification).read(`/CX-CLIENT-0001${query}`)).includes("/CX-CLIENT-0001/certificate.pdf?expires=");

test("a recipient's link opens the certificate's own page with the files to download", async () => {
  const page = await makePages(makeVerification("verified")).read(`/CX-CLIENT-0001${queryFor()}`);
  const query = queryFor().replace("&", "&amp;");
  expect(page).toContain(`<a href="/CX-CLIENT-0001/certificate.pdf${query}">Download the PDF</a>`);
  expect(page).toContain(`<a href="/CX-CLIENT-0001/certificate.png${query}">Download as a picture</a>`);
  expect(page).toContain(`href="?${query.slice(1)}&amp;lang=de"`);
});

test("without the link, or with one that does not hold, the page has no files", async () => {
  const verification = makeVerification("verified");
  expect(await offersFiles(verification, queryFor())).toBe(true);
  for (const query of [
    "",
    queryFor("0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e00"),
    queryFor(uuid, "sandbox"),
    queryFor(uuid, "live", nowSeconds),
    queryFor().replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    queryFor().replace(/expires=\d/, "expires=9"),
    "?expires=1&signature=",
  ]) {
    expect([query, await offersFiles(verification, query)]).toEqual([query, false]);
    const page = await makePages(verification).read(`/CX-CLIENT-0001${query}`);
    expect([query, page.includes("This link to the files has expired")]).toEqual([query, query !== ""]);
  }
});

test("a revocation ends the files where the issuer wants it so", async () => {
  expect(await offersFiles(makeVerification("revoked"), queryFor())).toBe(true);
  expect(await offersFiles(makeVerification("revoked", { issuer: { endsFilesOnRevocation: true } }), queryFor())).toBe(false);
  expect(await offersFiles(makeVerification("verified", { issuer: { endsFilesOnRevocation: true } }), queryFor())).toBe(true);
});

test("a file is asked of the database each time, and refused alike whatever is wrong", async () => {
  const pdf = {
    organizationId: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e01",
    certificateUuid: uuid,
    pdfSha256: "0".repeat(64),
    pdfPack: null,
    hasPicture: false,
    isDownloadable: true,
  };
  const ask = async (reply: unknown, query: string) => {
    const response = await makePages(reply).get(`/CX-CLIENT-0001/certificate.pdf${query}`);
    return { status: response.status, text: await response.text(), cache: response.headers.get("Cache-Control") };
  };
  const missing = await ask({ pdf: null }, queryFor());
  expect([missing.status, missing.cache]).toEqual([403, "no-store"]);
  expect(missing.text).toContain("<h1>No files at this link</h1>");
  expect(missing.text).toContain('<a href="/CX-CLIENT-0001">The certificate</a>');
  for (const query of ["", queryFor("0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e00"), queryFor(uuid, "live", nowSeconds - 1)]) {
    const refused = await ask({ pdf }, query);
    expect([refused.status, refused.text.replace(/\?expires[^"]*lang/g, "?lang")]).toEqual([
      403,
      missing.text.replace(/\?expires[^"]*lang/g, "?lang"),
    ]);
  }
});
