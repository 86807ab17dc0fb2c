// Reads the table of error codes out of the errors guide, so that each operation's page can name those it may answer.
export type ErrorCode = { code: string; status: string; when: string };

const row = /^\| `([A-Z_]+)` *\| (\d{3}) *\| (.+?) *\|/gm;

/** The rows of the form `| CODE | status | when | … |`. Throws when there are none. */
export function readErrorCodes(markdown: string): ErrorCode[] {
  const codes = [...markdown.matchAll(row)].map(([, code = "", status = "", when = ""]) => ({ code, status, when }));
  if (codes.length === 0) throw new Error("The errors guide holds no table of error codes.");
  return codes;
}

/** The codes of one answer: those its description names, else those of its status whose row links to the operation's page. */
export function findErrorCodes(codes: ErrorCode[], status: string, description: string, operationPath: string): string[] {
  const named = codes.filter(({ code }) => description.includes(`\`${code}\``));
  const linked = codes.filter((entry) => entry.status === status && entry.when.includes(`(${operationPath}.md)`));
  return (named.length > 0 ? named : linked).map(({ code }) => code);
}
