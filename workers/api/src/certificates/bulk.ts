import { mostRows } from "@attestry/bulk/batch-row";
import { chooseEncoding } from "@attestry/bulk/decode-csv";
import { type Encoding, encodings } from "@attestry/bulk/find-bad-byte";
import { delimiters } from "@attestry/bulk/find-delimiter";
import { ColumnMapping } from "@attestry/bulk/map-columns";
import { type BatchCaller, type BatchOptions, type RowSource, type Submission, submitBatch } from "@attestry/bulk/submit-batch";
import { ApiError } from "@attestry/certificate/api-error";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import { IssueInput } from "@attestry/issuing/issue-input";
import { toIssues } from "@attestry/issuing/schema-issues";
import { line } from "@attestry/issuing/text-fields";
import { z } from "zod";
import { Batch, toBatch } from "../batches/batch-answer.ts";
import type { Api, ApiContext } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { requireNoQuery } from "../requests/refuse-query.ts";
import { bodyFailures, dataResponse, failure, keyedFailures, LocatedIssue } from "../requests/responses.ts";
import { readBulkCsv } from "./bulk-csv.ts";
import { readBulkJson } from "./bulk-json.ts";
import { collectFields } from "./collect-fields.ts";
import { findCharset, readForm } from "./read-form.ts";

const mostQueryLength = 20_000;

const Flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")], "must be true or false");

const options = {
  batchName: line(200).optional().meta({ description: "For you to find it by.", example: "May 2026 Safety Training" }),
  templateId: z
    .guid("must be a uuid or null")
    .transform((id) => id.toLowerCase())
    .nullable()
    .default(null)
    .meta({
      description: "For certificates whose own `templateId` is missing or null. Null is the default template.",
      example: null,
    }),
  onError: z
    .enum(["refuse", "skip"])
    .default("refuse")
    .meta({ description: "Whether a bad row refuses all, or fails alone and the others are issued.", example: "refuse" }),
  dryRun: Flag.default(false).meta({ type: "boolean", description: "Only tell what would happen.", example: false }),
};

const JsonOptions = z.strictObject(options);

/** A mapping stands in a query as JSON. */
const MappingText = z
  .string()
  .max(mostQueryLength)
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "must be a JSON object" });
      return z.NEVER;
    }
  })
  .pipe(ColumnMapping);

const FileOptions = z.strictObject({
  ...options,
  title: line(200).optional().meta({ description: "For rows without one.", example: "Safety Training Certificate" }),
  mapping: MappingText.optional().meta({
    type: "string",
    description: "JSON: for a column's name in the file the field it is for, or null to leave it out.",
    example: '{"Teilnehmer":"recipientName","Raum":null}',
  }),
  delimiter: z.enum(delimiters).optional().meta({ description: "Found out when missing.", example: ";" }),
});

/** For the document: what the query is read for. */
const FileQuery = z.strictObject(
  Object.fromEntries(
    Object.entries(FileOptions.shape).map(([name, schema]) => {
      const reader = name in options ? "Of a file; a JSON request has it in its body." : "Of a file alone.";
      return [name, schema.meta({ ...schema.meta(), description: `${schema.meta()?.description} ${reader}` })];
    }),
  ),
);

const BulkInput = z
  .strictObject({
    ...options,
    certificates: z.array(IssueInput).min(1).max(mostRows).meta({ description: "Each as the body of an issue request." }),
  })
  .meta({ id: "BulkIssueInput" });

const Charset = z.enum(encodings).nullable().meta({
  description: "What the file was read as. Look at it if names are garbled: what is found out is not sure. Null of JSON.",
  example: "utf-8",
});

const SubmittedBatch = z.strictObject({ batch: Batch, charset: Charset }).meta({ id: "SubmittedBatch" });

const CheckedBatch = z
  .strictObject({
    environment: EnvironmentField,
    totalCount: z.int().meta({ example: 1000 }),
    validCount: z.int().meta({ description: "Rows in which nothing is wrong.", example: 998 }),
    refusedCount: z.int().meta({
      description: "Rows that would not be issued: the bad ones if `onError` is `skip`, else all as soon as one is bad.",
      example: 1000,
    }),
    creditsRequired: z.int().meta({ description: "To issue what would not be refused. None in sandbox.", example: 0 }),
    creditsAvailable: z.int().meta({ example: 0 }),
    charset: Charset,
    issues: z.array(LocatedIssue).meta({ description: "The first 1,000, and of a row the first 20." }),
  })
  .meta({ id: "CheckedBatch" });

const description =
  "Accepts up to 10,000 certificates, which are issued in the background, each with a result of its own. As JSON, or as a CSV file " +
  "(`text/csv`, with the options in the query; or `multipart/form-data` with the file as `file` and the options as fields, or in the " +
  "query). The `Content-Type` of the file may name a `charset`: " +
  `${encodings.map((encoding) => `\`${encoding}\``).join(", ")}; else it is UTF-8, what a byte order mark says, or Windows-1252. ` +
  "A JSON request that has a query is refused: its options belong in the body. An option that is given twice is refused too. Every row " +
  "is checked first; unless `onError` is `skip`, one bad row refuses all, with each one's issues. In live a credit is reserved for " +
  "each, and given back for what is not issued. The body may have 32 MiB. Scope `certificates.write`.";

export function addBulkIssueCertificates(api: Api): void {
  api.openAPIRegistry.registerPath({
    method: "post",
    path: "/v1/certificates/bulk",
    operationId: "bulkIssueCertificates",
    tags: ["Batches"],
    summary: "Issue many certificates",
    description,
    security: [{ apiKey: [] }],
    request: {
      headers: IdempotencyHeaders,
      query: FileQuery,
      body: {
        required: true,
        content: {
          "application/json": { schema: BulkInput },
          "text/csv": { schema: z.string() },
          "multipart/form-data": { schema: FileOptions.extend({ file: z.string().meta({ format: "binary" }) }) },
        },
      },
    },
    responses: {
      200: dataResponse("Of a dry run: what would happen.", CheckedBatch),
      202: dataResponse("The batch is queued.", SubmittedBatch),
      ...keyedFailures,
      ...bodyFailures,
      402: failure("QUOTA_EXCEEDED"),
      404: failure("TEMPLATE_NOT_FOUND"),
      409: failure("IDEMPOTENCY_CONFLICT"),
    },
  });
  api.post("/v1/certificates/bulk", async (c) => {
    const { options, rows, requestHash, readCharset } = await readRequest(c);
    const submission = await submitBatch(c.get("services"), toCaller(c, requestHash), options, rows);
    return respond(c, submission, readCharset());
  });
}

/** `requestHash` is what a retry is known by; `readCharset` is for a file whose rows were read, now or at the first call. */
type BulkRequest = { options: BatchOptions; rows: RowSource; requestHash: string; readCharset: () => Encoding | null };

/** The request as its type says, whichever of the three it is. */
async function readRequest(c: ApiContext): Promise<BulkRequest> {
  const contentType = c.req.header("Content-Type") ?? "";
  const bytes = c.get("bodyBytes") ?? new Uint8Array();
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  const charset = findCharset(contentType);
  const query = [...new URL(c.req.url).searchParams];
  if (type === "application/json" && (charset ?? "utf-8") === "utf-8") {
    requireNoQuery(c.req.url);
    const { options, rows } = readBulkJson(bytes, JsonOptions);
    return { options: toOptions(options, c), rows, requestHash: c.get("bodyHash"), readCharset: () => null };
  }
  if (type === "text/csv") {
    return toFileRequest(c, { bytes, sha256: c.get("bodyHash"), charset }, query, "Request query is invalid.");
  }
  if (type === "multipart/form-data") {
    const { file, fields } = readForm(bytes, contentType);
    return toFileRequest(c, { ...file, sha256: sha256Hex(file.bytes) }, [...query, ...fields], "Request body is invalid.");
  }
  const message = "Send application/json in UTF-8, text/csv, or multipart/form-data with a CSV file.";
  throw new ApiError("UNSUPPORTED_MEDIA_TYPE", { message });
}

type CsvFile = { bytes: Uint8Array; sha256: string; charset: string | null };

function toFileRequest(
  c: ApiContext,
  { bytes, sha256, charset }: CsvFile,
  given: [string, string][],
  message: string,
): BulkRequest {
  const fields = collectFields(given, message);
  const parsed = FileOptions.safeParse(fields);
  if (!parsed.success) throw new ApiError("VALIDATION_ERROR", { message, issues: parsed.error.issues.flatMap(toIssues) });
  const { title, mapping = {}, delimiter = null } = parsed.data;
  const noFields = { fields: [] };
  return {
    options: toOptions(parsed.data, c),
    rows: (mould) => readBulkCsv(bytes, { charset, delimiter, mapping, title }, mould?.body.metadataSchema ?? noFields),
    readCharset: () => chooseEncoding(bytes, charset),
    // Not of the body: a client that sends a form again gives it another boundary.
    requestHash: sha256Hex(JSON.stringify([sha256, charset, Object.entries(fields).sort()])),
  };
}

function toOptions({ batchName, templateId, onError, dryRun }: z.infer<typeof JsonOptions>, c: ApiContext): BatchOptions {
  const name = batchName ?? `Batch of ${c.get("services").now().toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return { name, templateId, onError, isDryRun: dryRun };
}

function toCaller(c: ApiContext, requestHash: string): BatchCaller {
  const header = IdempotencyHeaders.shape["idempotency-key"].safeParse(c.req.header("Idempotency-Key"));
  if (!header.success) {
    const issues = header.error.issues.flatMap(toIssues).map((issue) => ({ ...issue, path: "idempotency-key" }));
    throw new ApiError("VALIDATION_ERROR", { message: "Request headers are invalid.", issues });
  }
  const found = findIdempotency(c, header.data);
  return { keyHash: c.get("caller").keyHash, requestId: c.get("requestId"), idempotency: found && { ...found, requestHash } };
}

async function respond(c: ApiContext, submission: Submission, charset: Encoding | null): Promise<Response> {
  const { now, bell } = c.get("services");
  if (submission.kind === "checked") {
    noteCaller(c, submission.context);
    return c.json({ data: { ...toCheckedBatch(submission), charset } }, 200);
  }
  const { answer, chunkCount } = submission;
  noteCaller(c, answer);
  if (!answer.batch) throw new Error("The submission answered no batch.");
  if (answer.isReplay) c.header("Idempotent-Replayed", "true");
  else await bell.ring(chunkCount);
  const at = answer.isReplay ? new Date(answer.batch.createdAt) : now();
  return c.json({ data: { batch: toBatch(answer.batch, answer.environment, at), charset } }, 202);
}

type Checked = Extract<Submission, { kind: "checked" }>;

function toCheckedBatch({ context, summary, acceptedCount }: Checked): Omit<z.infer<typeof CheckedBatch>, "charset"> {
  const { environment, credits } = context;
  const { totalCount, validCount, issues } = summary;
  return {
    environment,
    totalCount,
    validCount,
    refusedCount: totalCount - acceptedCount,
    creditsRequired: environment === "live" ? acceptedCount : 0,
    creditsAvailable: credits,
    issues,
  };
}
