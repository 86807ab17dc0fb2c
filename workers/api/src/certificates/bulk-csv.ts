import type { BatchRow } from "@attestry/bulk/batch-row";
import { decodeCsv } from "@attestry/bulk/decode-csv";
import type { Delimiter } from "@attestry/bulk/find-delimiter";
import { type ColumnMapping, mapColumns } from "@attestry/bulk/map-columns";
import { openCsv } from "@attestry/bulk/read-csv";
import { locateIssue, readRow } from "@attestry/bulk/read-row";
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import type { MetadataSchema } from "@attestry/certificate/metadata-schema";

export type CsvOptions = {
  charset: string | null;
  delimiter: Delimiter | null;
  mapping: ColumnMapping;
  /** For rows without one. */
  title: string | undefined;
};

/** The rows of a CSV file, read as the template's schema names its fields. Throws VALIDATION_ERROR for what cannot be read. */
export async function* readBulkCsv(
  bytes: Uint8Array,
  { charset, delimiter, mapping, title }: CsvOptions,
  schema: MetadataSchema,
): AsyncGenerator<BatchRow> {
  const { pieces } = decodeCsv(bytes, charset);
  const { header, rows } = await openCsv(pieces, delimiter);
  const given = { schema, mapping, hasTitle: title !== undefined, line: header.line };
  const { columns, issues } = mapColumns(header.cells, given);
  if (issues.length > 0) throw new ApiError("VALIDATION_ERROR", { issues });
  const defaults = title === undefined ? {} : { title };
  for await (const row of rows) {
    const { line, problem } = row;
    const locate = (issue: Issue) => locateIssue(issue, columns, line);
    const read = problem === null ? readRow(row, columns, defaults) : { input: null, issues: [{ path: "", message: problem }] };
    yield { line, ...read, locate };
  }
}
