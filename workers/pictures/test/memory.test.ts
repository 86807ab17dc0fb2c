import { PageDrawer } from "@attestry/picture/page-drawer";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import { loadEngine } from "@attestry/scripts/previews/load-engine";
import { renderSample } from "@attestry/scripts/previews/render-sample";
import { expect, it } from "vitest";
import { makePage } from "./make-pdf.ts";

it("200 pictures of real certificates need no more memory than the first of them", async () => {
  const drawer = new PageDrawer(await loadEngine());
  const heaps: number[] = [];
  for (let round = 0; round < 50; round++) {
    for (const template of builtInTemplates) {
      const drawing = await drawer.draw(await renderSample(template), 600);
      expect(drawing.ok).toBe(true);
    }
    heaps.push(drawer.heapBytes);
  }
  expect(new Set(heaps)).toEqual(new Set([heaps[0]]));
});

it("the largest picture leaves room in an isolate of 128 MB", async () => {
  const drawer = new PageDrawer(await loadEngine());
  const upright = makePage({ mediaBox: "[0 0 595 841]" });
  for (let round = 0; round < 3; round++) expect((await drawer.draw(upright, 2400)).ok).toBe(true);
  expect(drawer.heapBytes).toBeLessThan(64 * 1024 * 1024);
});

it("after 500 pages an instance is replaced, and the next one draws", async () => {
  const drawer = new PageDrawer(await loadEngine());
  for (let page = 1; page <= 500; page++) {
    expect(drawer.heapBytes > 0).toBe(page > 1);
    await drawer.draw(makePage(), 100);
  }
  expect(drawer.heapBytes).toBe(0);
  expect((await drawer.draw(makePage(), 100)).ok).toBe(true);
});

it("an instance that failed is not used again", async () => {
  const drawer = new PageDrawer(await loadEngine());
  expect((await drawer.draw(makePage(), 300)).ok).toBe(true);
  expect(drawer.heapBytes).toBeGreaterThan(0);
  expect(await drawer.draw(makePage({ content: "q ".repeat(1_000_000) }), 300)).toEqual({
    ok: false,
    refusal: "engine_failed",
    errorName: "RuntimeError",
  });
  expect(drawer.heapBytes).toBe(0);
  expect((await drawer.draw(makePage(), 300)).ok).toBe(true);
});
