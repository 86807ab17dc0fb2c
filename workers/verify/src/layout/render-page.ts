import type { Environment } from "@attestry/certificate/environment";
import { html, raw } from "hono/html";
import { sandboxNotice } from "./sandbox-notice.ts";
import { stylesheet } from "./stylesheet.ts";

export type Html = ReturnType<typeof html>;

/** What a page's colours say; its words say the same. */
export type Tone = "good" | "bad" | "late" | "calm" | "test";

/** A whole page. Whatever stands below the sandbox base says so first, in its title and in print. */
export function renderPage(page: { environment: Environment | null; title: string; tone: Tone; main: Html }): Html {
  const isSandbox = page.environment === "sandbox";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${isSandbox ? sandboxNotice : page.title} · Attestry</title>
<style>${raw(stylesheet)}</style>
</head>
<body class="${page.tone}${isSandbox ? " sandbox" : ""}">
${isSandbox && html`<p class="band" role="note"><strong>${sandboxNotice}</strong></p>`}
<header><p class="mark">Attestry</p><p>Register of certificates</p></header>
<main><article>
${page.main}
</article></main>
<footer>
  <p>This page sets no cookie, runs no script and asks nothing of any other site. A look-up is logged with its time and country, never
    with an address.</p>
</footer>
</body>
</html>
`;
}
