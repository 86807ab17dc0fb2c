// Colours code at build time: text in, HTML out. It must never let a character of the code through unescaped.

type Rule = { name: string; pattern: RegExp };

const string = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/;
const number = /\b-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/;

const json = [
  { name: "key", pattern: /"(?:\\.|[^"\\])*"(?=\s*:)/ },
  { name: "string", pattern: /"(?:\\.|[^"\\])*"/ },
  { name: "literal", pattern: /\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?\b/ },
];

const rulesByLanguage: Record<string, Rule[]> = {
  json,
  bash: [
    { name: "comment", pattern: /#.*/ },
    { name: "string", pattern: /"(?:\\.|[^"\\])*"|'[^']*'/ },
    { name: "key", pattern: /(?<=\s)--?[a-zA-Z][\w-]*/ },
    { name: "keyword", pattern: /(?<=^|\n|\| )(?:curl|export|jq|printf|read|sha256sum)\b/ },
  ],
  http: [
    { name: "keyword", pattern: /(?<=^|\n)(?:HTTP\/[\d.]+ \d+|GET|POST|PUT|PATCH|DELETE)\b/ },
    { name: "key", pattern: /(?<=^|\n)[A-Za-z-]+(?=:)/ },
  ],
  js: [
    { name: "comment", pattern: /\/\/.*/ },
    { name: "string", pattern: string },
    {
      name: "keyword",
      pattern: /\b(?:const|let|function|return|import|from|if|else|for|of|new|await|async|export|throw|typeof|null|true|false)\b/,
    },
    { name: "literal", pattern: number },
  ],
  python: [
    { name: "comment", pattern: /#.*/ },
    { name: "string", pattern: string },
    {
      name: "keyword",
      pattern: /\b(?:def|return|import|from|if|else|elif|for|in|not|and|or|with|as|raise|lambda|None|True|False|assert|print)\b/,
    },
    { name: "literal", pattern: number },
  ],
  go: [
    { name: "comment", pattern: /\/\/.*/ },
    { name: "string", pattern: string },
    { name: "keyword", pattern: /\b(?:package|import|func|return|if|else|for|range|var|const|nil|true|false)\b/ },
    { name: "literal", pattern: number },
  ],
  php: [
    { name: "comment", pattern: /\/\/.*/ },
    { name: "string", pattern: string },
    { name: "key", pattern: /\$\w+/ },
    { name: "keyword", pattern: /\b(?:function|return|if|else|foreach|as|throw|new|true|false|null)\b/ },
    { name: "literal", pattern: number },
  ],
  ruby: [
    { name: "comment", pattern: /#.*/ },
    { name: "string", pattern: string },
    { name: "keyword", pattern: /\b(?:require|def|end|if|unless|raise|do|return|nil|true|false)\b/ },
    { name: "literal", pattern: number },
  ],
  text: [],
};

/** `language` is that of the fence. Throws for one that is not known, so that a misspelled fence is noticed. */
export function highlightCode(code: string, language: string): string {
  const rules = rulesByLanguage[language];
  if (!rules) throw new Error(`There are no rules to colour "${language}" with.`);
  if (rules.length === 0) return escapeHtml(code);
  const pattern = new RegExp(rules.map(({ name, pattern: { source } }) => `(?<${name}>${source})`).join("|"), "g");
  let html = "";
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    const [name] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ["text"];
    html += `${escapeHtml(code.slice(end, match.index))}<span class="${name}">${escapeHtml(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
