import { expect, it } from "vitest";
import { z } from "zod";
import { toEventSchema, toExampleEvent } from "../src/event-schema.ts";
import { choosableEventTypes, eventTypeNames } from "../src/event-types.ts";

it.each(eventTypeNames)("the example of %s is accepted by its schema, and by the JSON Schema made of that", (type) => {
  const schema = toEventSchema(type);
  const example = toExampleEvent(type);
  const fromJson = z.fromJSONSchema(z.toJSONSchema(schema));
  for (const judge of [schema, fromJson]) {
    expect(judge.parse(example)).toEqual(example);
    for (const wrong of [
      { ...example, data: { ...example.data, recipientEmail: "a@example.com" } },
      { ...example, sequence: 1.5 },
    ]) {
      expect(judge.safeParse(wrong).success).toBe(false);
    }
  }
});

it("all can be chosen but the test, which goes to one webhook alone", () => {
  expect(eventTypeNames.filter((name) => !choosableEventTypes.includes(name))).toEqual(["webhook.test"]);
});
