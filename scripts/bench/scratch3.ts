import { writeFileSync } from "node:fs";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import { renderCertificate } from "@attestry/render/render-certificate";
import { loadTestFonts } from "../../packages/render/test/load-test-fonts.ts";
import { makeContent } from "../../packages/render/test/make-content.ts";

const fonts = await loadTestFonts();
for (const t of builtInTemplates)
  for (const environment of ["live", "sandbox"] as const) {
    const r = await renderCertificate(t.design, makeContent({ environment }), fonts);
    if (r.ok) writeFileSync(`/tmp/out/${t.slug}-${environment}.pdf`, r.bytes);
    else console.log(r.problems);
  }
