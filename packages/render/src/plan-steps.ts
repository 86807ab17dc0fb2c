// Decides which parts of a design are the same on every certificate. It must never let a later element slip under an earlier one.
import type { Design, DesignElement } from "./design.ts";
import { type Box, boxOf, overlap } from "./element-box.ts";
import { listPlaceholders } from "./placeholder.ts";

/** Whether a name has a value on every certificate of the template; null if only the certificate knows. */
export type SharedPresence = (name: string) => boolean | null;

/** `fixed` is painted into the template; `form` is painted there but shown by the certificate; `element` is drawn for each. */
export type PlannedElement = { kind: "fixed" | "form" | "element"; path: string; element: DesignElement };

/** Sorts a design's elements, in their order. Those that no certificate shows are left out, and so are conditions that are settled. */
export function planSteps(design: Design, isPresent: SharedPresence): PlannedElement[] {
  const perCertificate: Box[] = [];
  return design.elements.flatMap((designed, index): PlannedElement[] => {
    const path = `design.elements.${index}`;
    const element = settleConditions(designed, isPresent);
    if (!element) return [];
    const box = boxOf(element);
    const isConditional = element.onlyIf !== undefined || element.unless !== undefined;
    const isFixed = isSameOnAll(element, isPresent);
    if (isFixed && !isConditional && perCertificate.every((earlier) => !overlap(earlier, box))) {
      return [{ kind: "fixed", path, element }];
    }
    perCertificate.push(box);
    return [{ kind: isFixed ? "form" : "element", path, element }];
  });
}

/** The element without the conditions that all certificates meet; null if none meets them. */
function settleConditions(element: DesignElement, isPresent: SharedPresence): DesignElement | null {
  const wanted = element.onlyIf === undefined ? true : isPresent(element.onlyIf);
  const unwanted = element.unless === undefined ? false : isPresent(element.unless);
  if (wanted === false || unwanted === true) return null;
  const onlyIf = wanted === null ? element.onlyIf : undefined;
  const unless = unwanted === null ? element.unless : undefined;
  return { ...element, onlyIf, unless };
}

function isSameOnAll(element: DesignElement, isPresent: SharedPresence): boolean {
  if (element.type === "qr" || element.type === "fields") return false;
  if (element.type !== "text") return true;
  return listPlaceholders(element.content).every((name) => isPresent(name) !== null);
}
