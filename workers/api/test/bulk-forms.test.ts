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

describe("a form as other clients write it", () => {
  const part = (disposition: string, content: string) =>
    `--B\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
  const file = part('name="file"; filename="a.csv"', csv);
  const send = async (rawBody: string, contentType = "multipart/form-data; boundary=B") => {
    const client = await createClient();
    return client.request("/v1/certificates/bulk?dryRun=true", {
      method: "POST",
      rawBody,
      headers: { "Content-Type": contentType },
    });
  };

  it.each([
    ["a quoted boundary", `${file}--B--`, 'multipart/form-data; boundary="B"'],
    ["a line break before the first boundary", `\r\n${file}--B--\r\n`, undefined],
    ["text after the last boundary", `${file}--B--\r\nand so on`, undefined],
    ["a file name that is none", `${part('name="file"; filename="../\u00fc;x"', csv)}--B--`, undefined],
  ])("is read with %s", async (_what, body, contentType) => {
    expect((await send(body, contentType)).status).toBe(200);
  });

  it.each([
    ["no boundary", `${file}--B--`, "multipart/form-data", "names its boundary"],
    ["an empty boundary", `--\r\n${file}----`, "multipart/form-data; boundary=", "names its boundary"],
    ["no end", file, undefined, "not a form"],
    [
      "a header that ends with the next part's",
      `--B\r\nContent-Disposition: form-data; name="dryRun"\r\ntrue\r\n${file}--B--`,
      undefined,
      "not a form",
    ],
    [
      "lines that end with LF",
      `--B\nContent-Disposition: form-data; name="dryRun"\n\ntrue\n${file.replaceAll("\r", "")}--B--`,
      undefined,
      "not a form",
    ],
    ["a part without a header", `--B\r\n\r\ntrue\r\n${file}--B--`, undefined, "not a form"],
    [
      "a part that is encoded",
      `${file.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n")}--B--`,
      undefined,
      "not a form",
    ],
    ["a part without a name", `--B\r\nContent-Type: text/csv\r\n\r\nx\r\n${file}--B--`, undefined, "not a form"],
  ])("is refused with %s", async (_what, body, contentType, problem) => {
    expect(errorOf(await send(body, contentType)).issues).toEqual([{ path: "", message: expect.stringContaining(problem) }]);
  });

  it("is refused with a field that is not UTF-8, by its name", async () => {
    const client = await createClient();
    const bytes = Buffer.from(`${file}${part('name="batchName"', "M\u00e4rz")}--B--`, "latin1");
    const answer = await client.request("/v1/certificates/bulk", {
      method: "POST",
      rawBody: new Uint8Array(bytes),
      headers: { "Content-Type": "multipart/form-data; boundary=B" },
    });
    expect(errorOf(answer).issues).toEqual([{ path: "batchName", message: "is not valid UTF-8" }]);
  });
});
