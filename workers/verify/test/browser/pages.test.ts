import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { readFontFile } from "@attestry/scripts/open-font-library";
import { projectRoot } from "@attestry/scripts/paths";
import { requireGolden } from "@attestry/scripts/testing/require-golden";
import { hasChromium, useBrowser, type Visit } from "@attestry/scripts/testing/use-browser";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { languages } from "../../src/language/languages.ts";
import { makeVerification } from "../make-verification.ts";
import { servePages } from "./serve-pages.ts";

const goldenFolders = {
  golden: `${projectRoot}/workers/verify/test/browser/golden`,
  failures: `${projectRoot}/.local/golden`,
};
const axe = readFileSync(createRequire(`${projectRoot}/scripts/package.json`).resolve("axe-core/axe.min.js"), "utf8");

const issuer = { domain: "academy.example", domainProvenAt: "2026-01-02T00:00:00.000Z" };
const verdicts = {
  valid: makeVerification("verified", { issuer }),
  revoked: makeVerification("revoked"),
  expired: makeVerification("expired", { document: { expiresAt: "2026-06-10T08:00:00.000Z" } }),
  altered: makeVerification("invalid"),
  missing: makeVerification("not_found"),
  "other-file": makeVerification("verified", { file: "other" }),
} as const;
const testRecord = makeVerification("verified", { environment: "sandbox" });
const longTexts = {
  recipientName: "Maximiliana Alexandrina von Hohenberg-Wittelsbach zu Neuschwanstein",
  title: `Advanced Certificate in ${"Occupational Safety and ".repeat(7)}Health`,
};
const replies = new Map<string, unknown>([
  ["/long", makeVerification("verified", { document: longTexts })],
  ["/sandbox/", testRecord],
  ...Object.entries(verdicts).map(([name, reply]) => [`/${name}`, reply] as const),
  ["", makeVerification("not_found")],
]);

let server: Awaited<ReturnType<typeof servePages>>;
beforeAll(async () => {
  server = await servePages(replies);
});
afterAll(() => server.stop());
const browser = useBrowser(() => server.origin);

const paths = [
  ...Object.keys(verdicts).map((name) => `/${name}`),
  "/sandbox/CX-1",
  "/",
  "/?certificateId=*",
  "/valid/card",
  "/a/b/c/d",
];

describe.skipIf(!hasChromium)("in a real browser", () => {
  test("no page complains of its own policy, opens a dialog or asks another site for anything", async () => {
    const visit = await browser.open();
    for (const path of paths) {
      await visit.go(path);
      await visit.page.waitForLoadState("networkidle");
      const complaints = visit.complaints.filter((text) => !/^console: Failed to load resource: .*(?:404|400)/.test(text));
      expect([path, visit.foreign, complaints]).toEqual([path, [], []]);
    }
    await visit.close();
  });

  test("nothing moves on a page once it is seen", async () => {
    const visit = await browser.open({ viewport: { width: 412, height: 823 } });
    // On a slow line, the page is seen before its script has come.
    await visit.page.route("**/*.js", async (route) => {
      await pause(300);
      await route.continue();
    });
    for (const path of paths) {
      await visit.go(path);
      await visit.page.waitForLoadState("networkidle");
      expect([path, await visit.page.evaluate(sumOfLayoutShifts)]).toEqual([path, 0]);
    }
    await visit.close();
  });

  test("every page says the same with JavaScript off", async () => {
    const [off, on] = [await browser.open({ javaScriptEnabled: false }), await browser.open()];
    for (const path of paths) {
      await off.go(path);
      await on.go(path);
      const said = (page: Page) => page.locator(".verdict, .record, .checks, .help, .keep, .proof, h1").allTextContents();
      expect(await said(off.page)).toEqual(await said(on.page));
      expect(await off.page.locator("[role=status]:visible").count()).toBe(0);
    }
    await off.close();
    await on.close();
  });

  test("no page is wider than a small telephone, in any language", async () => {
    const visit = await browser.open({ viewport: { width: 320, height: 640 } });
    for (const path of ["/valid", "/revoked", "/missing", "/"]) {
      for (const { tag } of languages) {
        await visit.go(`${path}?lang=${tag}`);
        const width = await visit.page.evaluate("document.documentElement.scrollWidth");
        expect([path, tag, width]).toEqual([path, tag, 320]);
      }
    }
    await visit.close();
  });

  test("a page can be worked with the keyboard alone, in the order in which it reads", async () => {
    const visit = await browser.visit("/");
    await visit.page.keyboard.press("Tab");
    await visit.page.keyboard.type("valid");
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForURL("**/valid");
    expect(await visit.page.locator("h1").textContent()).toBe("Valid");
    const focused: string[] = [];
    for (let step = 0; step < 40; step++) {
      await visit.page.keyboard.press("Tab");
      const name = await visit.page.evaluate(
        "document.activeElement?.id || document.activeElement?.textContent?.trim().slice(0, 30) || ''",
      );
      const outline = await visit.page.evaluate(
        "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'",
      );
      expect(outline).toBe(true);
      focused.push(z.string().parse(name));
    }
    expect(focused.slice(0, 2)).toEqual(["file", "Download a signed receipt"]);
    expect(focused.join("\n")).toContain("How to recompute it");
    expect(focused.join("\n")).toContain("日本語");
    await visit.close();
  });

  test("axe finds nothing against WCAG 2.2 AA, in both themes", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const visit = await browser.open({ colorScheme, bypassCSP: true });
      for (const path of [...paths, "/valid?lang=ar", "/valid?lang=ja"]) {
        await visit.go(path);
        await visit.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
        await visit.page.evaluate(axe);
        const found = await visit.page.evaluate(
          "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ').slice(0, 300)))",
        );
        expect([path, colorScheme, found]).toEqual([path, colorScheme, []]);
      }
      await visit.close();
    }
  });

  // Three widths, two themes and both directions among them; each verdict is seen at each width.
  const views = [
    { name: "telephone", viewport: { width: 360, height: 740 }, colorScheme: "light", lang: "en" },
    { name: "tablet", viewport: { width: 768, height: 1024 }, colorScheme: "dark", lang: "en" },
    { name: "desktop", viewport: { width: 1280, height: 900 }, colorScheme: "light", lang: "en" },
  ] as const;

  test.each(views)(
    "pages look as they were approved: golden pictures on a $name",
    async ({ name, viewport, colorScheme, lang }) => {
      const visit = await browser.open({ viewport, colorScheme, bypassCSP: true });
      for (const path of [...Object.keys(verdicts).map((verdict) => `/${verdict}`), "/sandbox/CX-1", "/"])
        await requireLooks(`${name}${path.replaceAll("/", "-")}`, `${path}?lang=${lang}`, visit);
      await visit.close();
    },
  );

  const moreViews = [
    { name: "telephone-arabic", path: "/valid?lang=ar", viewport: { width: 360, height: 740 }, colorScheme: "dark" },
    { name: "desktop-arabic", path: "/revoked?lang=ar", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
    { name: "card", path: "/valid/card", viewport: { width: 480, height: 220 }, colorScheme: "light" },
    { name: "card-long-arabic", path: "/long/card?lang=ar", viewport: { width: 480, height: 220 }, colorScheme: "dark" },
  ] as const;

  test.each(moreViews)(
    "a page from right to left, and the card, look as approved: $name",
    async ({ name, path, viewport, colorScheme }) => {
      const visit = await browser.open({ viewport, colorScheme, bypassCSP: true });
      await requireLooks(name, path, visit);
      await visit.close();
    },
  );

  test("a printed page looks as approved, names its address, and is of light paper whatever the screen", async () => {
    for (const [name, path] of [
      ["print-valid", "/valid"],
      ["print-missing", "/missing"],
    ] as const) {
      const visit = await browser.open({ viewport: { width: 720, height: 1020 }, colorScheme: "dark", bypassCSP: true });
      await visit.page.emulateMedia({ media: "print" });
      // The port of a test's server is another one each time.
      const hidePort = `document.querySelectorAll(".printed code").forEach((code) => { code.textContent = code.textContent.replace(location.host, "verify.example.com"); })`;
      await requireLooks(name, path, visit, hidePort);
      await visit.close();
    }
  });

  test("nothing that the keyboard reaches hides below the sandbox's band", async () => {
    const visit = await browser.visit("/sandbox/CX-1", { viewport: { width: 360, height: 640 } });
    await visit.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    await visit.page.evaluate("scrollTo(0, document.body.scrollHeight)");
    for (let step = 0; step < 40; step++) {
      await visit.page.keyboard.press("Shift+Tab");
      const covered = await visit.page.evaluate(
        "document.activeElement === document.body || document.activeElement.getBoundingClientRect().top >= document.querySelector('.band').getBoundingClientRect().bottom",
      );
      expect([step, covered]).toEqual([step, true]);
    }
    await visit.close();
  });

  /** The whole page in fonts of this project, whatever the machine has. */
  async function requireLooks(name: string, path: string, { go, page }: Visit, script = ""): Promise<void> {
    await go(path);
    await page.evaluate(script);
    await page.addStyleTag({ content: steadyFonts });
    await page.evaluate("document.fonts.ready.then(() => Promise.all([...document.fonts].map((font) => font.load())))");
    requireGolden(name, await page.screenshot({ fullPage: true, animations: "disabled" }), goldenFolders);
  }
});

/** Layout Instability API: how much moved, since the page was opened, that nobody had asked to. */
const sumOfLayoutShifts = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 50);
})`;

const steadyFonts = writeFonts();

function writeFonts(): string {
  const face = (family: string, file: string, weight: string, style = "normal") =>
    `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/ttf;base64,${Buffer.from(readFontFile(`${file}.ttf`)).toString("base64")})}`;
  return [
    face("Steady", "NotoSans-Regular", "400"),
    face("Steady", "NotoSans-Bold", "700"),
    face("Steady Arabic", "NotoSansArabic-Regular", "400"),
    face("Steady Serif", "NotoSerif-Regular", "400"),
    face("Steady Serif", "NotoSerif-Bold", "700"),
    face("Steady Serif", "NotoSerif-Italic", "400", "italic"),
    ':root{--sans:"Steady","Steady Arabic"!important;--serif:"Steady Serif","Steady Arabic"!important;--mono:"Steady"!important}',
    // Its check mark is of whatever font the machine has for it.
    ".sign{color:transparent!important}",
    "nav{display:none}",
  ].join("\n");
}
