import { expect, test } from "vitest";
import { listOwnHosts } from "../src/list-own-hosts.ts";

test("the platform's hosts are its own, and the domain that two of them stand under", () => {
  const urls = ["sandbox.attestry.dev", "api.attestry.dev", "verify.attestry.dev/sandbox", "docs.attestry.dev"];
  expect(listOwnHosts(urls.map((url) => `https://${url}`))).toEqual([
    "sandbox.attestry.dev",
    "api.attestry.dev",
    "verify.attestry.dev",
    "docs.attestry.dev",
    "attestry.dev",
  ]);
});

test("what is above one host alone is others' too", () => {
  expect(listOwnHosts(["https://attestry-api.acme.workers.dev", "https://attestry-api.acme.workers.dev/docs"])).toEqual([
    "attestry-api.acme.workers.dev",
  ]);
  expect(listOwnHosts(["https://attestry.co.uk", "https://api.attestry.co.uk"])).toEqual([
    "attestry.co.uk",
    "api.attestry.co.uk",
  ]);
  expect(listOwnHosts(["http://localhost:8787", "http://localhost:8788"])).toEqual(["localhost"]);
});
