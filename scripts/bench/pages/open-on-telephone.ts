import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { type Browser, chromium } from "playwright-core";
import postgres from "postgres";
import { z } from "zod";
import { createLocalSecrets } from "../../stack/local-secrets.ts";
import { startLocalStack } from "../../stack/local-stack.ts";
import { ApiClient } from "../../testing/api-client.ts";
import { chromiumPath } from "../../testing/find-chromium.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createTestOrganization } from "../../testing/test-organization.ts";
import type { WholeRun } from "../measurement.ts";
import { median } from "../median.ts";
import { type Paints, toScore } from "./score.ts";

const visits = 7;
const leastScore = 0.95;
// Lighthouse's mobile preset: a slow fourth-generation network, and a processor four times as slow as this one.
const network = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const processorSlowdown = 4;
const bare = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Valid</title><h1>Valid</h1></html>`;

/**
 * What a visitor waits for with a telephone: a page with all it says beside a page that says one word. A browser
 * keeps nothing between visits. Measured 1.9; the goal leaves a quarter for noise. Throws where a page scores less than 0.95.
 */
export const openOnTelephone: WholeRun = {
  name: "pages: largest contentful paint on a slow telephone, over a page of one word",
  goal: { atMost: 2.5 },
  async run() {
    const pages = await startPages();
    const launched = chromium.launch({ ...(chromiumPath && { executablePath: chromiumPath }), args: ["--no-sandbox"] });
    try {
      const browser = await launched;
      const seen = await visitInTurns((address) => measureVisit(browser, address), pages.addresses);
      for (const [name, paints] of Object.entries(seen))
        if (toScore(paints) < leastScore) throw new Error(`The page scores too little: ${describe(name, paints)}`);
      return {
        ours: seen.certificate.largest,
        reference: seen.bare.largest,
        notes: Object.entries(seen).map(([name, paints]) => describe(name, paints)),
      };
    } finally {
      await launched.then((browser) => browser.close()).finally(pages.stop);
    }
  },
};

type Addresses = Record<"certificate" | "landing" | "bare", string>;

function describe(name: string, paints: Paints): string {
  const { first, largest, blocked, moved } = paints;
  return `${name}: first paint ${Math.round(first)} ms, largest ${Math.round(largest)} ms, blocked ${Math.round(blocked)} ms, moved ${moved.toFixed(3)}: a score of ${toScore(paints).toFixed(2)} of 1`;
}

async function startPages() {
  const directory = makeTemporaryDirectory("bench-pages");
  const stack = await startLocalStack({
    directory,
    secrets: createLocalSecrets(),
    ports: { api: 0, verify: 0, supabase: 0, postgres: 0 },
    addressRateLimitPerMinute: 100_000,
  });
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  const organization = await createTestOrganization(sql, { credits: 1 });
  const { verificationUrl } = await new ApiClient(stack.apiUrl, organization.live.secret).issue();
  const server = createServer((_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(bare));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    addresses: { certificate: verificationUrl, landing: `${stack.verifyUrl}/`, bare: `http://127.0.0.1:${port}/` },
    stop: async () => {
      server.close();
      await sql.end();
      await stack.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** In turns, so that what slows the machine down slows all; of each figure the median. */
async function visitInTurns(visit: (address: string) => Promise<Paints>, addresses: Addresses) {
  const seen: Record<keyof Addresses, Paints[]> = { certificate: [], landing: [], bare: [] };
  for (let made = 0; made < visits; made++) {
    seen.certificate.push(await visit(addresses.certificate));
    seen.landing.push(await visit(addresses.landing));
    seen.bare.push(await visit(addresses.bare));
  }
  return { certificate: toMedian(seen.certificate), landing: toMedian(seen.landing), bare: toMedian(seen.bare) };
}

function toMedian(visits: Paints[]): Paints {
  const of = (figure: keyof Paints) => median(visits.map((paints) => paints[figure]));
  return { first: of("first"), largest: of("largest"), blocked: of("blocked"), moved: of("moved") };
}

async function measureVisit(browser: Browser, address: string): Promise<Paints> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", network);
    await session.send("Emulation.setCPUThrottlingRate", { rate: processorSlowdown });
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    return Measured.parse(await page.evaluate(readPaints));
  } finally {
    await context.close();
  }
}

const Measured = z.object({ first: z.number(), largest: z.number(), blocked: z.number(), moved: z.number() });

/** Paint Timing, Largest Contentful Paint, Long Tasks and Layout Instability: of a long task counts what is over 50 ms. */
const readPaints = `new Promise((resolve) => {
  const seen = { first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, largest: 0, blocked: 0, moved: 0 };
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch("largest-contentful-paint", ({ startTime }) => { seen.largest = startTime; });
  watch("longtask", ({ duration }) => { seen.blocked += Math.max(0, duration - 50); });
  watch("layout-shift", ({ value }) => { seen.moved += value; });
  setTimeout(() => resolve(seen), 300);
})`;
