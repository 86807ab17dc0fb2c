// The shape of a template that comes with the product. It must never be premium: everyone may use it.
import type { Design } from "./design.ts";

/** `metadataSchema` declares the metadata a certificate of this template has; only public fields are ever drawn. */
export type BuiltInTemplate = {
  id: string;
  slug: string;
  name: string;
  description: string;
  isPremium: false;
  metadataSchema: {
    fields: {
      key: string;
      label: string;
      labels?: Record<string, string>;
      type: "text";
      visibility: "public" | "private";
    }[];
  };
  design: Design;
};
