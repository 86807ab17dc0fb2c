import { Hono } from "hono";
import { addLogo } from "./assets/logo.ts";
import { addScripts } from "./assets/scripts.ts";
import { addPicture } from "./certificates/picture.ts";
import { addRecipientFiles } from "./certificates/recipient-files.ts";
import { addAddressWithSlash } from "./certificates/reference.ts";
import { addVerifyCertificate } from "./certificates/verify.ts";
import { addBadge } from "./embeds/badge.ts";
import { addCard } from "./embeds/card.ts";
import { addOembed } from "./embeds/oembed.ts";
import { addOpenCertificate } from "./landing/open.ts";
import { addDownloadReceipt } from "./receipts/download.ts";
import { addPublishKeys } from "./receipts/publish-keys.ts";
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
  addScripts(pages);
  addPublishKeys(pages, services);
  addOpenCertificate(pages);
  addOembed(pages);

  pages.use(limitAddresses(services));
  addLogo(pages, services);
  addPicture(pages, services);
  addRecipientFiles(pages, services);
  addBadge(pages, services);
  addCard(pages, services);
  addDownloadReceipt(pages, services);
  addVerifyCertificate(pages, services);
  addAddressWithSlash(pages);

  return pages;
}
