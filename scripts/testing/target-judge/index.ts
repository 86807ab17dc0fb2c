// A Worker that judges webhook targets: the same judge as in Node, on workerd's own reading of URLs and with its own fetch.
import { findTargetProblem } from "@attestry/webhooks/find-target-problem";
import { openResolver } from "@attestry/webhooks/open-resolver";
import { resolveTarget } from "@attestry/webhooks/resolve-target";
import { z } from "zod";

const Question = z.object({ urls: z.array(z.string()), hostnames: z.array(z.string()), resolverUrl: z.url() });

const worker = {
  async fetch(request: Request): Promise<Response> {
    if (request.method === "GET") return new Response("ready");
    const { urls, hostnames, resolverUrl } = Question.parse(await request.json());
    const resolver = openResolver({ url: resolverUrl, fetch });
    const problems = urls.map((url) => findTargetProblem(url, { allowsLocal: false, ownHosts: [] }));
    const resolutions = await Promise.all(hostnames.map((hostname) => resolveTarget(hostname, resolver)));
    return Response.json({ problems, resolutions });
  },
};

// biome-ignore lint/style/noDefaultExport: a Worker is its module's default export.
export default worker;
