import { html, raw } from "hono/html";
import type { Language } from "../language/language.ts";
import type { Html } from "./render-page.ts";
import { stylesheet } from "./stylesheet.ts";

type Document = { language: Language; title: string; bodyClass: string; head: Html | ""; body: Html };

/** What every document of the pages is made of: its language and direction, its title, and the one style. */
export function renderDocument({ language, title, bodyClass, head, body }: Document): Html {
  return html`<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Attestry</title>
<style>${raw(stylesheet)}</style>
${head}
</head>
<body class="${bodyClass}">
${body}
</body>
</html>
`;
}
