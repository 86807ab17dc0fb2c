import { readFileSync } from "node:fs";
import { eventTypes } from "@attestry/webhooks/event-types";
import { expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../../paths.ts";

const guide = readFileSync(`${projectRoot}/docs/guides/webhooks.md`, "utf8");

function blocks(language: string): string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?\n)\`\`\``, "g"))].map(([, code = ""]) => code);
}

// webhook-examples.test.ts runs the programs.
test.each([
  ["js", "verify.mjs"],
  ["python", "verify.py"],
  ["go", "verify.go"],
  ["php", "verify.php"],
  ["ruby", "verify.rb"],
])("the function shown in %s is that of %s, whole and once", (language, file) => {
  const program = readFileSync(`${projectRoot}/docs/examples/webhooks/${file}`, "utf8");
  const [code = "", ...others] = blocks(language);
  expect(others).toEqual([]);
  const [before, after, ...more] = program.split(`\n${code}\n`);
  expect(more).toEqual([]);
  expect(after, `Copy the function from docs/examples/webhooks/${file} into the guide.`).toBeDefined();
  // Nothing that decides is left out: what stands around it knows neither of signatures nor of time.
  expect(code).toMatch(/hmac/i);
  expect(`${before}${after}`).not.toMatch(/hmac|base64|sha256|compare|equal|\d{3}/i);
});

test("the table has every type of event, and no other", () => {
  const named = [...guide.matchAll(/^\| `([a-z]+\.[a-z]+)` *\|/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(eventTypes));
});

test("the example is an event as it is sent", () => {
  const type = "certificate.issued";
  const Event = z.strictObject({
    id: z.guid(),
    type: z.literal(type),
    environment: z.enum(["sandbox", "live"]),
    createdAt: z.iso.datetime(),
    sequence: z.int(),
    data: eventTypes[type].data,
  });
  const examples = blocks("json").filter((text) => text.includes(`"type"`));
  expect(examples.map((text) => Event.parse(JSON.parse(text)).data)).toEqual([eventTypes[type].example]);
});

test("the types that have no sequence are named", () => {
  const unnumbered = Object.entries(eventTypes).flatMap(([name, { isNumbered }]) => (isNumbered ? [] : [name]));
  const [, sentence = ""] = /`sequence` is null for (.*), which/.exec(guide) ?? [];
  expect([...sentence.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual(unnumbered);
});
