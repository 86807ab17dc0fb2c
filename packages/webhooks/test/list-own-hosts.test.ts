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

test.each([
  ["co.uk", ["attestry.co.uk", "attestry-docs.co.uk"]],
  ["com.my", ["attestry.com.my", "attestry-docs.com.my"]],
  ["kawasaki.jp", ["attestry.kawasaki.jp", "docs.kawasaki.jp"]],
  ["workers.dev", ["attestry-api.workers.dev", "attestry-docs.workers.dev"]],
  ["pages.dev", ["attestry-api.pages.dev", "attestry-docs.pages.dev"]],
  ["dev", ["attestry.dev", "attestry-docs.dev"]],
])("%s is nobody's, whoever has two names under it", (_, hosts) => {
  expect(listOwnHosts(hosts.map((host) => `https://${host}`))).toEqual(hosts);
});

test.each([
  ["attestry.co.uk", ["api.attestry.co.uk", "docs.attestry.co.uk"]],
  ["acme.workers.dev", ["attestry-api.acme.workers.dev", "attestry-docs.acme.workers.dev"]],
  ["certificates.example.edu", ["api.certificates.example.edu", "docs.certificates.example.edu"]],
])("%s is the operator's, who has two names under it; what is above is not", (domain, hosts) => {
  expect(listOwnHosts(hosts.map((host) => `https://${host}`))).toEqual([...hosts, domain]);
});
