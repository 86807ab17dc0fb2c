import type { Environment } from "@attestry/certificate/environment";
import { signPath } from "@attestry/certificate/signed-path";
import { z } from "zod";
import type { Config } from "../env.ts";

const lifetimeSeconds = 3600;

/** The shape of every link to a file; `example` is an address like its own. */
export function fileLink(example: string) {
  return z.strictObject({
    url: z.url().meta({ description: "Works without a key until it expires.", example }),
    expiresIn: z.literal(lifetimeSeconds).meta({ description: "Seconds." }),
  });
}

/** A link to this path of the environment's host that lives an hour from `signedAt`. */
export function signFileLink({ apiUrls, linkSigningKey }: Config, environment: Environment, path: string, signedAt: Date) {
  const expiresAtSeconds = Math.floor(signedAt.getTime() / 1000) + lifetimeSeconds;
  return { url: apiUrls[environment] + signPath(linkSigningKey, path, expiresAtSeconds), expiresIn: lifetimeSeconds } as const;
}
