/** A PDF of these numbered objects, the first of which is its catalog; the cross-reference table is right. */
export function makePdf(objects: string[]): Uint8Array {
  let body = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new TextEncoder().encode(body + table + trailer);
}

type Page = { mediaBox?: string; content?: string; resources?: string; catalog?: string; pages?: number; more?: string[] };

/** A PDF whose page is green all over, changed as the test needs it. */
export function makePage(page: Page = {}): Uint8Array {
  const { mediaBox = "[0 0 300 200]", resources = "", catalog = "", pages = 1, more = [] } = page;
  const content = page.content ?? "0 0.5 0 rg 0 0 300 200 re f";
  return makePdf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${"3 0 R ".repeat(pages)}] >>`,
    `<< /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} /Contents 4 0 R /Resources << ${resources} >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...more,
  ]);
}
