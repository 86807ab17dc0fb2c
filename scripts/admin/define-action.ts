// The frame of every command: arguments are parsed, the database is opened, the answer is printed, a mistake is one sentence.
import { type ArgsDef, type CommandDef, defineCommand } from "citty";
import type { Sql } from "postgres";
import type { z } from "zod";
import { connectAsOwner } from "./connect.ts";
import { explainFailure } from "./explain-failure.ts";
import { findDatabase } from "./find-database.ts";
import { readArguments } from "./read-arguments.ts";

/** What a command says: `text` for people, `data` for --json, and a `warning` that both get. */
export type Answer = { text: string; data: unknown; warning?: string };

export type Action<Input> = {
  /** As it is typed, such as "key create". */
  name: string;
  description: string;
  /** What the help shows; `input` decides what is accepted. */
  args: ArgsDef;
  input: z.ZodType<Input>;
  run: (sql: Sql, input: Input) => Promise<Answer>;
};

const jsonArgument = { json: { type: "boolean", description: "Print JSON" } } as const;

export function defineAction<Input>(action: Action<Input>): CommandDef {
  const args: ArgsDef = { ...action.args, ...jsonArgument };
  return defineCommand({
    meta: { name: `npm run admin -- ${action.name}`, description: action.description },
    args,
    run: async (context) => {
      try {
        const input = readArguments(args, action.input, context.args);
        print(await answerFrom(action, input), context.args.json === true);
      } catch (error) {
        console.error(explainFailure(error));
        process.exitCode = 1;
      }
    },
  });
}

async function answerFrom<Input>({ run }: Action<Input>, input: Input): Promise<Answer> {
  const { url, place } = findDatabase();
  const sql = connectAsOwner(url);
  console.error(`On ${place}:`);
  try {
    return await run(sql, input);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function print({ text, data, warning }: Answer, isJson: boolean): void {
  console.log(isJson ? JSON.stringify(data, null, 2) : text);
  if (!warning) return;
  if (isJson) console.error(warning);
  else console.log(`\n${warning}`);
}
