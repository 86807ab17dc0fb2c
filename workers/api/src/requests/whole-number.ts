import { z } from "zod";

/** A whole number of a query. */
export function wholeNumber(least: number, most: number) {
  const message = `must be ${least} to ${most}`;
  return z.coerce.number("must be a number").int("must be a whole number").min(least, message).max(most, message);
}
