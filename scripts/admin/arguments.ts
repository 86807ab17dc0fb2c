// The words of the command line, each parsed by one schema whose message completes "--name …".
import { allScopes } from "@attestry/certificate/api-key";
import { isDomainName } from "@attestry/certificate/domain-name";
import { z } from "zod";

export const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits and hyphens, such as "acme-academy"',
  )
  .refine((text) => !z.guid().safeParse(text).success, "must not look like an id");

export const name = (longest: number) =>
  z.string().trim().min(1, "must not be empty").max(longest, `must have ${longest} characters at most`);

export const prefix = z.string().regex(/^[A-Z0-9]{1,12}$/, "must be 1 to 12 capital letters and digits");

export const environment = z.enum(["sandbox", "live"], { error: 'must be "sandbox" or "live"' });

const domainShape = 'must be a domain such as acme.example, in lower case and without "https://", or "none"';

/** A domain of at least two labels, or null for `none`. */
export const domain = z
  .string()
  .refine((text) => text === "none" || isDomainName(text), domainShape)
  .transform((text) => (text === "none" ? null : text));

export const keyId = z.guid({ error: "must be the uuid that `key list` shows" });

const scopeList = `must be a comma-separated list out of ${allScopes.join(", ")}`;

export const scopes = z
  .string()
  .transform((text) => [...new Set(text.split(",").map((scope) => scope.trim()))])
  .pipe(z.array(z.enum(allScopes, { error: ({ input }) => `has "${input}", which is no scope: it ${scopeList}` })));

export const expiry = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: "must be a date such as 2027-01-01 or a time such as 2027-01-01T12:00:00Z",
  })
  .transform((text) => new Date(text).toISOString())
  .refine((time) => Date.parse(time) > Date.now(), "must be in the future");

const secondsOf = { m: 60, h: 3600 } as const;
const overlapShape = "must be 0, minutes such as 30m, or hours such as 24h, and 24h at most";

/** `0`, `30m` or `24h` as seconds. */
export const overlap = z
  .string()
  .regex(/^(?:0|\d{1,4}[mh])$/, overlapShape)
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith("h") ? secondsOf.h : secondsOf.m))
  .refine((seconds) => seconds <= 86_400, overlapShape);

export const wholeNumber = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most.toLocaleString("en")}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
};
