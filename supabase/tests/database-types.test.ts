import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { databaseTypesFile, writeDatabaseTypes } from "../../scripts/generate/database-types.ts";
import { useStack } from "../../scripts/testing/use-stack.ts";

const { databaseUrl } = useStack();

test("the database's types are those of the migrations; `npm run generate` mends it", async () => {
  expect(readFileSync(databaseTypesFile, "utf8")).toBe(await writeDatabaseTypes(databaseUrl));
});
