import { ApiError } from "@attestry/certificate/api-error";
import { findTargetProblem, isLocalHost } from "@attestry/webhooks/find-target-problem";
import { resolveTarget } from "@attestry/webhooks/resolve-target";
import type { WebhookServices } from "../services.ts";

const noUrl = "must be a valid URL.";

/**
 * Refuses a URL by its text, and by the addresses of its host if they are known. One that has none yet, or that nobody can tell of, is
 * taken: it is judged again each time that something is sent. Throws VALIDATION_ERROR.
 */
export async function requireTarget({ targetRules, resolver }: WebhookServices, url: string): Promise<void> {
  const problem = findTargetProblem(url, targetRules);
  if (problem !== null) throw refuse(problem);
  const { hostname } = new URL(url);
  // Here only where the rules allow it.
  if (isLocalHost(hostname)) return;
  const { kind } = await resolveTarget(hostname, resolver);
  if (kind === "forbidden") throw refuse("must have a host whose addresses are all public.");
}

function refuse(problem: string): ApiError {
  const issues = [{ path: "url", message: problem }];
  return new ApiError("VALIDATION_ERROR", problem === noUrl ? { message: `url ${problem}`, issues } : { issues });
}
