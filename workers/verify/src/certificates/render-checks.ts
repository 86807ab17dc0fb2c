import { html } from "hono/html";
import { writeMoment } from "../layout/write-moment.ts";
import type { Check } from "./list-checks.ts";

const signs = { passed: "✓", failed: "✕", "not made": "–" } as const;
const words = { passed: "Passed", failed: "Failed", "not made": "Not made" } as const;

/** `checkedAt` is null where two answers must not differ by their time. */
export function renderChecks(checks: Check[], checkedAt: string | null) {
  return html`<section class="checks">
    <h2>What was checked</h2>
    <ol>${checks.map(
      ({ name, outcome, finding }) => html`
      <li class="${outcome === "not made" ? "skipped" : outcome}"><span class="sign" aria-hidden="true">${signs[outcome]}</span>
        <div><strong>${name}</strong><span>${finding}</span></div><em>${words[outcome]}</em></li>`,
    )}
    </ol>
    ${checkedAt && html`<p class="note">Checked on <time datetime="${checkedAt}">${writeMoment(checkedAt)}</time>, at the moment this page was asked for.</p>`}
  </section>`;
}
