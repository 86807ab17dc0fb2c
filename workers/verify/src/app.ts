import { Hono } from "hono";
import { addVerifyCertificate } from "./certificates/verify.ts";
import { addOpenCertificate } from "./landing/open.ts";
import { toRoutePath } from "./requests/find-place.ts";
import { limitAddresses } from "./requests/limit-addresses.ts";
import type { PageEnv, Pages } from "./requests/pages.ts";
import { recordRequest } from "./requests/record-request.ts";
import { respondNotFound, respondWithFailure } from "./requests/respond-with-error.ts";
import { addRobots } from "./robots.ts";
import type { Services } from "./services.ts";

/** Every page there is. A route begins with the environment whose base the request came to, whatever that base looks like. */
export function createApp(services: Services): Pages {
  const pages: Pages = new Hono<PageEnv>({ getPath: (request) => toRoutePath(services.verifyBases, request.url) });
  pages.onError(respondWithFailure);
  pages.notFound(respondNotFound);
  pages.use(recordRequest(services.verifyBases));

  addRobots(pages);
  addOpenCertificate(pages, services);
  pages.use(limitAddresses(services));
  addVerifyCertificate(pages, services);

  return pages;
}
