import { html } from "hono/html";

const marks = {
  check: "M36 51l10 10 19-21",
  cross: "M38 38l24 24M62 38l-24 24",
  clock: "M50 36v15l10 7",
  broken: "M50 34v20M50 63v2",
  unknown: "M42 43c0-11 17-11 17-1 0 7-9 7-9 14M50 64v2",
  flask: "M45 34h10M47 34v13l-10 17h26l-10-17v-13",
} as const;
export type Mark = keyof typeof marks;

/** A guilloche rosette, as on banknotes, with the verdict's mark in it. Decoration: the words beside it say the same. */
export function renderSeal(mark: Mark) {
  const turns = Array.from({ length: 9 }, (_, index) => index * 20);
  return html`<svg class="seal" viewBox="0 0 100 100" aria-hidden="true" fill="none" stroke="currentColor">
      <g stroke-width=".6" opacity=".55">${turns.map((turn) => html`<ellipse cx="50" cy="50" rx="48" ry="33" transform="rotate(${turn} 50 50)"/>`)}</g>
      <circle class="core" cx="50" cy="50" r="27" stroke-width="1.4"/>
      <path d="${marks[mark]}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>
    </svg>`;
}
