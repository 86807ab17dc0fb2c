import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { builtInTemplates } from "../src/built-in-templates.ts";
import type { FontLibrary } from "../src/font-library.ts";
import { renderCertificate } from "../src/render-certificate.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makePng } from "./make-png.ts";
import { mustRender } from "./must-render.ts";

let fonts: FontLibrary;
beforeAll(() => {
  fonts = createTestLibrary();
});

const names = [
  "Aina Rahman",
  "Μαρία Ωmega \u2126",
  "Екатерина Владимировна",
  "Nguyễn Thị Minh Khai",
  "A\u00a0B\u2011C Ọ̀ṣun ẹ́",
  "АA ΑB",
];
const jobs = builtInTemplates.flatMap((template) =>
  names.map((recipientName, index) => ({
    design: template.design,
    content: makeContent({
      recipientName,
      environment: index % 2 === 0 ? "live" : "sandbox",
      logo: index === 2 ? { mediaType: "image/png", bytes: makePng(40, 20) } : null,
    }),
  })),
);

test("the hash is that of the bytes", async () => {
  const rendering = await renderCertificate(
    builtInTemplates[0]?.design ?? { page: { size: "A4", orientation: "portrait" }, elements: [] },
    makeContent(),
    fonts,
  );
  if (!rendering.ok) throw new Error("not drawn");
  expect(rendering.sha256).toBe(createHash("sha256").update(rendering.bytes).digest("hex"));
  expect(Buffer.from(rendering.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
});

test("the same input gives the same bytes later, in another order, concurrently, and with fonts parsed anew", async () => {
  const hash = async (job: (typeof jobs)[number], use: FontLibrary) =>
    createHash("sha256")
      .update(await mustRender(job.design, job.content, use))
      .digest("hex");
  const first: string[] = [];
  for (const job of jobs) first.push(await hash(job, fonts));
  expect(new Set(first).size).toBe(jobs.length);
  await setTimeout(1100);
  const order = jobs.map((_, index) => (index * 7 + 5) % jobs.length);
  const again = await Promise.all(
    order.map(async (index) => ({
      index,
      hash: await hash(
        jobs[index] ?? {
          design: { page: { size: "A4", orientation: "portrait" }, elements: [] },
          content: makeContent(),
        },
        fonts,
      ),
    })),
  );
  for (const { index, hash: second } of again) expect(second).toBe(first[index]);
  const fresh = createTestLibrary();
  for (const job of jobs.toReversed().slice(0, 8)) expect(await hash(job, fresh)).toBe(first[jobs.indexOf(job)]);
});

test("rendering leaves the design and the content as they were", async () => {
  for (const { design, content } of jobs.slice(0, 4)) {
    const before = JSON.stringify([design, content]);
    await mustRender(design, content, fonts);
    expect(JSON.stringify([design, content])).toBe(before);
  }
});
