export type Preview = { name: string; problems: string[] };

/** One page with all pictures side by side, and what was refused in place of those that could not be drawn. */
export function writeContactSheet(groups: { title: string; previews: Preview[] }[]): string {
  const sections = groups.map(
    ({ title, previews }) => `<h2>${escapeHtml(title)}</h2>\n<div>${previews.map(writeFigure).join("\n")}</div>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Built-in templates</title>
<style>
  body { margin: 2rem; font: 14px/1.4 system-ui, sans-serif; background: #ddd; }
  div { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1.5rem; align-items: start; }
  figure { margin: 0; }
  img { width: 100%; box-shadow: 0 1px 4px #0006; }
  pre { white-space: pre-wrap; background: #fff; padding: 1rem; margin: 0; color: #900; }
</style>
<h1>Built-in templates</h1>
${sections.join("\n")}
</html>
`;
}

function writeFigure({ name, problems }: Preview): string {
  const picture = `<a href="${name}.pdf"><img src="${name}.png" alt="${escapeHtml(name)}" loading="lazy"></a>`;
  const refusal = `<pre>${problems.map(escapeHtml).join("\n")}</pre>`;
  return `<figure>${problems.length > 0 ? refusal : picture}<figcaption>${escapeHtml(name)}</figcaption></figure>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
