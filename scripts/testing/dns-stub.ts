// A DNS server over HTTPS (without the S) in the JSON form: answers from a map of names, and remembers what it was asked.
import { createServer } from "node:http";
import { isIPv4, isIPv6 } from "node:net";

export type DnsStub = {
  /** To be given to `openResolver`. */
  url: string;
  /** Texts by lower-case name. */
  texts: Map<string, string[]>;
  /** Addresses by lower-case name; a value that is no address is the name's CNAME. A change counts from the next question on. */
  names: Map<string, string[]>;
  /** Every question so far, such as `A hooks.example.com`. */
  questions: string[];
  stop: () => Promise<void>;
};

type DnsRecord = { name: string; type: number; TTL: number; data: string };

const [a, cname, txt, aaaa] = [1, 5, 16, 28];

export async function startDnsStub(entries: Iterable<readonly [string, string[]]> = [], port = 0): Promise<DnsStub> {
  const names = new Map(entries);
  const texts = new Map<string, string[]>();
  const questions: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://stub");
    const name = searchParams.get("name")?.toLowerCase() ?? "";
    const type = Number(searchParams.get("type"));
    if (name === "" || ![a, txt, aaaa].includes(type) || request.headers.accept !== "application/dns-json") {
      return void response.writeHead(400).end();
    }
    questions.push(`${type === txt ? "TXT" : type === a ? "A" : "AAAA"} ${name}`);
    response.writeHead(200, { "content-type": "application/dns-json" });
    response.end(JSON.stringify(type === txt ? answerTexts(texts.get(name) ?? [], name) : answer(names, name, type)));
  });
  // workerd keeps its connections; were they closed here after five idle seconds, a call could meet one just closing.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The DNS stub has no port.");
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${address.port}/dns-query`, names, texts, questions, stop };
}

function answerTexts(texts: string[], name: string) {
  const Answer = texts.map((text) => ({ name, type: txt, TTL: 0, data: JSON.stringify(text) }));
  return { Status: texts.length > 0 ? 0 : 3, TC: false, Question: [{ name, type: txt }], Answer };
}

function answer(names: Map<string, string[]>, name: string, type: number) {
  const records = follow(names, name, type, 0);
  const Question = [{ name, type }];
  const Status = names.has(records.findLast((record) => record.type === cname)?.data ?? name) ? 0 : 3;
  return {
    Status,
    TC: false,
    RD: true,
    RA: true,
    AD: false,
    CD: false,
    Question,
    ...(records.length > 0 && { Answer: records }),
  };
}

/** The name's records of the type, and those that its aliases lead to, eight at most. */
function follow(names: Map<string, string[]>, name: string, type: number, depth: number): DnsRecord[] {
  const isOfType = type === a ? isIPv4 : isIPv6;
  return (names.get(name) ?? []).flatMap((data) => {
    if (isOfType(data)) return [{ name, type, TTL: 0, data }];
    if (isIPv4(data) || isIPv6(data) || depth === 8) return [];
    return [{ name, type: cname, TTL: 0, data }, ...follow(names, data, type, depth + 1)];
  });
}
