// The `_headers` file of the API Worker's static assets (Cloudflare's syntax). No header may stand in two rules that match one path:
// their values would be joined.

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Its paths are those of the assets: at the docs host the Worker reads the same files below /docs, headers included. */
export const assetHeaders = `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Strict-Transport-Security: max-age=31536000; includeSubDomains
/docs/*
  Content-Security-Policy: ${contentSecurityPolicy}
/docs/*.md
  Content-Type: text/markdown; charset=utf-8
/docs/*.txt
  Content-Type: text/plain; charset=utf-8
`;
