import type { Context, Hono } from "hono";
import type { Place } from "./find-place.ts";

export type PageEnv = {
  Variables: {
    requestId: string;
    place: Place | null;
  };
};

export type Pages = Hono<PageEnv>;
export type PageContext = Context<PageEnv>;
