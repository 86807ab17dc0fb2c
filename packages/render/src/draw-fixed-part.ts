// Draws what all certificates of a template share. It must never draw anything that depends on one of them.
import type { CertificateContent } from "./certificate-content.ts";
import type { Step } from "./compiled-template.ts";
import type { Design } from "./design.ts";
import { drawElement } from "./draw-element.ts";
import { drawPicture } from "./draw-picture.ts";
import { drawWatermark } from "./draw-watermark.ts";
import type { Drawing, PageImage, Problem } from "./drawing.ts";
import { listSharedValues } from "./fill-placeholders.ts";
import type { Fonts } from "./fonts.ts";
import { PageCanvas } from "./page-canvas.ts";
import { PageResources } from "./page-resources.ts";
import { type PageSize, toPageSize } from "./page-size.ts";
import { planSteps } from "./plan-steps.ts";

/** What all certificates share apart from the design itself. */
export type SharedContent = {
  environment: CertificateContent["environment"];
  issuerName: string;
  logo: PageImage | null;
  assets: ReadonlyMap<string, PageImage>;
};

/** `under` is painted before what a certificate adds, `over` after it; `steps` say what it adds. */
export type FixedPart = {
  page: PageSize;
  under: string;
  over: string;
  steps: Step[];
  resources: PageResources;
  problems: Problem[];
};

/** Draws the fixed part. What is shown only on some certificates becomes a form, drawn here and placed there. */
export function drawFixedPart(design: Design, shared: SharedContent, fonts: Fonts): FixedPart {
  const page = toPageSize(design.page);
  const resources = new PageResources("T");
  const problems: Problem[] = [];
  const placeholders = listSharedValues(shared.issuerName);
  const values = { placeholders, publicFields: [], verificationUrl: "", logo: shared.logo, assets: shared.assets };
  const start = (): Drawing => ({ page, canvas: new PageCanvas(page, resources), fonts, values, links: [], problems });
  const draw = (work: (drawing: Drawing) => void): string => {
    const drawing = start();
    work(drawing);
    return drawing.canvas.content;
  };

  const isPresent = (name: string) => {
    if (name === "logo") return shared.logo !== null;
    return placeholders.has(name) ? placeholders.get(name)?.text !== "" : null;
  };
  const plan = planSteps(design, isPresent);
  const background = design.background && shared.assets.get(design.background.asset);
  const under = draw((drawing) => {
    if (design.background && background)
      drawPicture(drawing, background, { x: 0, y: 0, ...page }, design.background.fit, "center");
    for (const { kind, path, element } of plan) if (kind === "fixed") drawElement(drawing, path, element);
  });
  const steps = plan.flatMap(({ kind, path, element }): Step[] => {
    if (kind === "fixed") return [];
    if (kind === "element") return [{ kind, path, element }];
    // The certificate judges the conditions when it places the form.
    const content = draw((drawing) => drawElement(drawing, path, { ...element, onlyIf: undefined, unless: undefined }));
    const name = resources.addForm(content, [0, 0, page.width, page.height], true);
    return [{ kind, name, onlyIf: element.onlyIf, unless: element.unless }];
  });
  const over = shared.environment === "sandbox" ? draw(drawWatermark) : "";
  return { page, under, over, steps, resources, problems };
}
