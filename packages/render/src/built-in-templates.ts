// The templates that come with the product. Their ids must never change: certificates refer to them.
import type { BuiltInTemplate } from "./built-in-template.ts";
import { classicAcademic } from "./built-in-templates/classic-academic.ts";
import { modernMinimal } from "./built-in-templates/modern-minimal.ts";
import { officialRegister } from "./built-in-templates/official-register.ts";
import { summit } from "./built-in-templates/summit.ts";

/** All built-in templates, in the order in which they are offered. */
export const builtInTemplates: readonly BuiltInTemplate[] = [classicAcademic, modernMinimal, officialRegister, summit];
