// A real Chromium for one test file: nothing it loads comes from another machine.
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { chromiumPath } from "./find-chromium.ts";

const flags = ["no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update", "disable-sync"];
// The machine's own settings must not move a letter.
const steadyFlags = [
  "no-first-run",
  "font-render-hinting=none",
  "disable-lcd-text",
  "force-color-profile=srgb",
  "hide-scrollbars",
];

const cameraFlags = (video: string) => [
  "use-fake-ui-for-media-stream",
  "use-fake-device-for-media-stream",
  `use-file-for-fake-video-capture=${video}`,
];

export const hasChromium = chromiumPath !== undefined;
if (!hasChromium) console.log("skipped: install chromium");

export type Visit = {
  page: Page;
  /** Addresses of other origins that were asked for; none should be. */
  foreign: string[];
  /** Dialogs, errors of scripts and of the policy. */
  complaints: string[];
  /** Opens a path of the origin in the same page. */
  go: (path: string) => Promise<void>;
  close: () => Promise<void>;
};

/**
 * A browser, from before the first test of the file until after its last. A visitor has a context of their own, with nothing kept of
 * others. With `video`, a YUV4MPEG2 file's path, it has a camera that sees that, and may use it.
 */
export function useBrowser(origin: () => string, { video }: { video?: string } = {}) {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (chromiumPath === undefined) return;
    const args = [...flags, ...steadyFlags, ...(video ? cameraFlags(video) : [])].map((flag) => `--${flag}`);
    browser = await chromium.launch({ executablePath: chromiumPath, args });
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Visit> {
    if (!browser) throw new Error("There is no Chromium.");
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
    const foreign: string[] = [];
    const complaints: string[] = [];
    context.on("request", (request) => {
      if (new URL(request.url()).origin !== origin()) foreign.push(request.url());
    });
    const page = await context.newPage();
    page.on("dialog", async (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || /Content.Security.Policy/i.test(message.text()))
        complaints.push(`console: ${message.text()}`);
    });
    const go = async (path: string) => void (await page.goto(origin() + path));
    return { page, foreign, complaints, go, close: () => context.close() };
  }

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const opened = await open(options);
    await opened.go(path);
    return opened;
  }
  return { open, visit };
}
