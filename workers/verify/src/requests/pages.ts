import type { Context, Hono } from "hono";
import type { Language } from "../language/language.ts";
import type { Place } from "./find-place.ts";

export type PageEnv = {
  Variables: {
    requestId: string;
    place: Place | null;
    language: Language;
  };
};

export type Pages = Hono<PageEnv>;
export type PageContext = Context<PageEnv>;
