import type { SealingKeys } from "@attestry/certificate/seal";
import type { VerifyBases } from "@attestry/certificate/verification-url";
import type { Database } from "@attestry/database/database";
import type { FontLibrary } from "@attestry/render/font-library";
import type { R2Bucket } from "@cloudflare/workers-types";
import type { CompiledTemplates } from "./compiled-templates.ts";
import type { KnownLogos } from "./known-logos.ts";
import type { KnownTemplates } from "./known-templates.ts";

/** What issuing needs of its surroundings. Nothing here says who calls. */
export type IssuingServices = {
  database: Database;
  files: { sandbox: R2Bucket; live: R2Bucket };
  verifyBases: VerifyBases;
  sealingKeys: () => Promise<SealingKeys>;
  fonts: () => Promise<FontLibrary>;
  knownTemplates: KnownTemplates;
  knownLogos: KnownLogos;
  compiledTemplates: CompiledTemplates;
  now: () => Date;
};
