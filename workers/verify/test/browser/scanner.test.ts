import { rmSync } from "node:fs";
import { makeTemporaryDirectory } from "@attestry/scripts/testing/temporary-directory";
import { hasChromium, useBrowser } from "@attestry/scripts/testing/use-browser";
import { writeQrVideo } from "@attestry/scripts/testing/write-qr-video";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeVerification } from "../make-verification.ts";
import { servePages } from "./serve-pages.ts";

// Chromium has no reader of QR codes of its own on Linux: the deployment's reads here.
const directory = makeTemporaryDirectory("camera");
const ours = `${directory}/ours.y4m`;
const foreign = `${directory}/foreign.y4m`;

let server: Awaited<ReturnType<typeof servePages>>;
beforeAll(async () => {
  server = await servePages(new Map([["", makeVerification("verified")]]));
  // Whoever prints a code may add to the address: that a file was checked, for one.
  writeQrVideo(ours, `${server.origin}/CX-CLIENT-0001?sha256=${"0".repeat(64)}`);
  writeQrVideo(foreign, "https://evil.example/x/CX-CLIENT-0001");
});
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});
const camera = (video: string) => useBrowser(() => server.origin, { video });

describe.skipIf(!hasChromium)("the scanner", () => {
  const browsers = { ours: camera(ours), foreign: camera(foreign) };

  test("opens the certificate whose QR code the camera sees", async () => {
    const visit = await browsers.ours.visit("/?lang=de");
    await visit.page.getByRole("button", { name: "QR" }).click();
    await visit.page.waitForURL("**/CX-CLIENT-0001?lang=de");
    expect(await visit.page.locator("h1").textContent()).toBe("Gültig");
    expect(visit.page.url()).not.toContain("sha256");
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.close();
  });

  test("opens nothing that is not of this register, and lets go of the camera", async () => {
    const visit = await browsers.foreign.visit("/");
    await visit.page.getByRole("button", { name: "QR" }).click();
    await visit.page.getByText("is not the address of a certificate").waitFor();
    expect(visit.page.url()).toBe(`${server.origin}/`);
    expect(await visit.page.locator("video").isVisible()).toBe(false);
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.close();
  });

  test("reads nothing before it is asked to", async () => {
    const visit = await browsers.ours.open();
    const asked: string[] = [];
    visit.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await visit.go("/");
    await visit.page.waitForLoadState("networkidle");
    expect(asked.filter((path) => path.endsWith(".js"))).toEqual(["/_/pages.js"]);
    await visit.close();
  });
});
