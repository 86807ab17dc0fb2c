import { createApp } from "./app.ts";

export { RateLimiter } from "./rate-limiter.ts";
export default createApp();
