import { html } from "hono/html";
import type { Language } from "../language/language.ts";
import type { Tone } from "../layout/render-page.ts";
import { lightTones } from "../layout/stylesheet.ts";

const height = 28;
const fontSize = 13;
const padding = 11;
const name = "Attestry";

/** Two cells, whose it is and what it says. Nothing a certificate says stands in it, and no site's style reaches into it. */
export function renderBadge(tone: Tone, headline: string, { tag, direction }: Language) {
  const [left, right] = [estimateWidth(name) + 2 * padding, estimateWidth(headline) + 2 * padding];
  const width = left + right;
  const baseline = height / 2 + fontSize * 0.36;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}: ${headline}" xml:lang="${tag}"><title>${name}: ${headline}</title>
<rect width="${width}" height="${height}" rx="4" fill="${lightTones[tone]}"/><path d="M4 0h${left - 4}v${height}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z" fill="#1d2226"/>
<g fill="#fff" font-family="system-ui,-apple-system,'Segoe UI','Liberation Sans','Noto Sans',sans-serif" font-size="${fontSize}" text-anchor="middle"><text x="${left / 2}" y="${baseline}" font-weight="600">${name}</text><text x="${left + right / 2}" y="${baseline}" direction="${direction}">${headline}</text></g>
</svg>`;
}

/** Generous: the reader's own font is not known here. Full-width characters take twice as much. */
function estimateWidth(text: string): number {
  const units = Array.from(text, (character) => (/[\u2e80-\uffff]/.test(character) ? 1.05 : 0.6));
  return Math.ceil(units.reduce((sum, unit) => sum + unit, 0) * fontSize);
}
