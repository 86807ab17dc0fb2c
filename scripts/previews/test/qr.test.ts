import { builtInTemplates } from "@attestry/render/built-in-templates";
import jsQR from "jsqr";
import { expect, test } from "vitest";
import { readPixels } from "../../testing/read-pixels.ts";
import { drawSample } from "../draw-sample.ts";
import { makeSampleContent } from "../make-sample-content.ts";
import { renderSample } from "../render-sample.ts";
import { latin } from "../samples.ts";

const cases = builtInTemplates.flatMap((template) =>
  (["live", "sandbox"] as const).map((environment) => ({ template, environment, name: template.name })),
);

test.each(cases)(
  "the code on the picture of $name ($environment) is read as the verification URL, by a decoder that is not ours",
  async ({ template, environment }) => {
    const content = makeSampleContent(template, latin, { environment });
    const { data, width, height } = readPixels(await drawSample(await renderSample(template, content), 1200));
    expect(jsQR(data, width, height)?.data).toBe(content.verificationUrl);
  },
);
