import { ApiError } from "@attestry/certificate/api-error";
import { DatabaseFailure } from "@attestry/database/database";
import { renderFailurePage } from "../layout/render-failure-page.ts";
import { renderMissingPage } from "../layout/render-missing-page.ts";
import { toView } from "../layout/view.ts";
import type { PageContext } from "./pages.ts";
import { prefersJson } from "./prefers-json.ts";

/** Nothing is known of the certificate then: the answer says that it could not be checked, and never that it was not found. */
export function respondWithFailure(thrown: Error, c: PageContext): Response | Promise<Response> {
  // A file that is no longer stored, or that no picture can be made of.
  if (thrown instanceof ApiError) return respondNotFound(c);
  logFailure(thrown, c);
  const requestId = c.get("requestId");
  if (prefersJson(c)) {
    const message = "The certificate could not be checked. Try again; if it persists, tell us the request id.";
    return c.json({ error: { code: "INTERNAL_ERROR", message, requestId } }, 500);
  }
  return c.html(renderFailurePage(toView(c), requestId), 500);
}

/** An unexpected error's message may quote what the database holds: its name, code and places do not. */
function logFailure(thrown: Error, c: PageContext): void {
  const frames = (thrown.stack ?? "").split("\n").filter((frame) => /^\s+at /.test(frame));
  const failure = {
    level: "error",
    message: "unexpected failure",
    time: new Date().toISOString(),
    requestId: c.get("requestId"),
    name: thrown.name,
    code: thrown instanceof DatabaseFailure ? thrown.message : undefined,
    frames: frames.slice(0, 8).map((frame) => frame.trim()),
  };
  console.error(JSON.stringify(failure));
}

export function respondNotFound(c: PageContext): Response | Promise<Response> {
  if (prefersJson(c)) {
    const message = "There is no such page.";
    return c.json({ error: { code: "NOT_FOUND", message, requestId: c.get("requestId") } }, 404);
  }
  return c.html(renderMissingPage(toView(c)), 404);
}
