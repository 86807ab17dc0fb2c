// The OpenAPI 3.1 document, taken from the routes themselves.
import { createApp } from "@attestry/api/app";

const description = `Issue certificates that anyone can verify.

Send an API key as a Bearer token, from your server only: \`Authorization: Bearer sk_sandbox_…\`. The key alone decides the
organization and the environment. Every answer carries \`X-Request-Id\`, \`RateLimit-Limit\`, \`RateLimit-Remaining\` and
\`RateLimit-Reset\`. Every write takes an \`Idempotency-Key\`: a retry with the same key and body gets the first answer.`;

/** The document as an object, in the order in which app.ts lists the endpoints. */
export function buildOpenApi() {
  const api = createApp();
  api.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "A key that begins with `sk_sandbox_` or `sk_live_`.",
  });
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Attestry API", version: "1.0.0", description },
    servers: [
      { url: "https://sandbox.attestry.example", description: "Sandbox: keys that begin with sk_sandbox_" },
      { url: "https://api.attestry.example", description: "Live: keys that begin with sk_live_" },
    ],
  });
}

export function writeOpenApi(): string {
  return `${JSON.stringify(buildOpenApi(), null, 2)}\n`;
}
