import { html } from "hono/html";
import { fill, type Language } from "../language/language.ts";
import type { Check } from "./list-checks.ts";

const looks = {
  passed: { sign: "✓", name: "passed" },
  failed: { sign: "✕", name: "failed" },
  notMade: { sign: "–", name: "skipped" },
} as const;

/** `checkedAt` is null where two answers must not differ by their time. */
export function renderChecks(checks: Check[], checkedAt: string | null, { messages, writeMoment }: Language) {
  const { checks: said } = messages;
  return html`<section class="checks">
    <h2>${said.title}</h2>
    <ol>${checks.map(
      ({ name, outcome, finding }) => html`
      <li class="${looks[outcome].name}"><span class="sign" aria-hidden="true">${looks[outcome].sign}</span>
        <div><strong>${name}</strong><span>${finding}</span></div><em>${said[outcome]}</em></li>`,
    )}
    </ol>
    ${checkedAt && html`<p class="note">${fill(said.checkedAt, { date: writeMoment(checkedAt) })}</p>`}
  </section>`;
}
