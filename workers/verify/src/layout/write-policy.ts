import { styleSource } from "./stylesheet.ts";

type Policy = {
  /** Whether the page's own script runs. */
  isScripted?: boolean;
  /** Whether any site may show the page in a frame. */
  isFramed?: boolean;
};

/** The Content-Security-Policy of a page (W3C CSP Level 3): its own style, its own pictures, and nothing of anyone else. */
export function writePolicy({ isScripted = false, isFramed = false }: Policy = {}): string {
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "img-src 'self'",
    ...(isScripted ? ["script-src 'self'", "require-trusted-types-for 'script'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${isFramed ? "*" : "'none'"}`,
  ].join("; ");
}
