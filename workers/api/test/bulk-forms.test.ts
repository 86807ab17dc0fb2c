import { ApiClient, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();
const csv = "recipientName,recipientEmail,title\nAina Rahman,aina@example.com,Safety Training\n";
const headers = { "Idempotency-Key": "may-2026" };

async function createClient(): Promise<ApiClient> {
  const { sandbox } = await createTestOrganization(stack.sql);
  return new ApiClient(stack.apiUrl, sandbox.secret);
}

/** A form with its fields in this order, before or after its file. */
function makeForm(fields: [string, string][], { type = "text/csv", text = csv, isFileLast = false } = {}): FormData {
  const form = new FormData();
  const addFile = () => form.set("file", new Blob([text], { type }), "certificates.csv");
  if (!isFileLast) addFile();
  for (const [name, value] of fields) form.append(name, value);
  if (isFileLast) addFile();
  return form;
}

const fields: [string, string][] = [
  ["batchName", "May"],
  ["onError", "skip"],
];

describe("a retry of a form under the same key", () => {
  it("is a replay with another boundary, another order of fields and another file name", async () => {
    const client = await createClient();
    const first = await client.tryBulkForm(makeForm(fields), "", headers);
    const form = makeForm(fields.toReversed(), { isFileLast: true });
    form.set("file", new Blob([csv], { type: "text/csv" }), "again.csv");
    const second = await client.tryBulkForm(form, "", headers);
    expect(batchOf(second).id).toBe(batchOf(first).id);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
    expect(second.text).toBe(first.text);
  });

  it("is a replay wherever the options stand: in fields or in the query, of a form or of the file alone", async () => {
    const client = await createClient();
    const first = await client.tryBulkForm(makeForm(fields), "", headers);
    const inQuery = await client.tryBulkForm(makeForm([]), "?onError=skip&batchName=May", headers);
    const alone = await client.tryBulkCsv(csv, "?batchName=May&onError=skip", headers);
    expect([inQuery.text, alone.text]).toEqual([first.text, first.text]);
  });

  it.each<[string, FormData, string]>([
    ["another charset", makeForm(fields, { type: "text/csv; charset=windows-1252" }), ""],
    [
      "another value",
      makeForm([
        ["batchName", "May"],
        ["onError", "refuse"],
      ]),
      "",
    ],
    ["one option more", makeForm([...fields, ["delimiter", ","]]), ""],
    ["one option less", makeForm(fields.slice(1)), ""],
    ["one option more in the query", makeForm(fields), "?dryRun=false"],
    ["another file", makeForm(fields, { text: `${csv}\n` }), ""],
  ])("is a conflict with %s", async (_what, form, query) => {
    const client = await createClient();
    batchOf(await client.tryBulkForm(makeForm(fields), "", headers));
    expect(errorOf(await client.tryBulkForm(form, query, headers)).code).toBe("IDEMPOTENCY_CONFLICT");
  });
});

describe("a retry of a CSV file under the same key", () => {
  it("is a replay with the options in another order, and a conflict with another charset", async () => {
    const client = await createClient();
    const first = await client.tryBulkCsv(csv, "?batchName=May&onError=skip", headers);
    expect((await client.tryBulkCsv(csv, "?onError=skip&batchName=May", headers)).text).toBe(first.text);
    const latin = { ...headers, "Content-Type": "text/csv; charset=windows-1252" };
    expect(errorOf(await client.tryBulkCsv(csv, "?onError=skip&batchName=May", latin)).code).toBe("IDEMPOTENCY_CONFLICT");
  });
});

it("an option that is given twice is refused, whether in a form, in the query, or in both", async () => {
  const client = await createClient();
  const dry: [string, string] = ["dryRun", "false"];
  const answers = [
    await client.tryBulkForm(makeForm([dry, ["dryRun", "true"]])),
    await client.tryBulkForm(makeForm([dry]), "?dryRun=true"),
    await client.tryBulkCsv(csv, "?dryRun=false&dryRun=true"),
  ];
  for (const answer of answers) expect(errorOf(answer).issues).toEqual([{ path: "dryRun", message: "is given twice" }]);
});
