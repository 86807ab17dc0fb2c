import { once } from "@attestry/certificate/once";
import type { VerifyBases } from "@attestry/certificate/verification-url";
import { connectDatabase, type Database } from "@attestry/database/database";
import type { PictureService } from "@attestry/picture/drawing";
import type { PictureSource } from "@attestry/stored-picture/get-picture";
import type { Bindings, Config } from "./env.ts";
import { openSigner, type ReceiptSigner } from "./receipts/open-signer.ts";

/** `isWithinLimit` counts one look-up for an address. */
export type Services = {
  database: Database;
  verifyBases: VerifyBases;
  isWithinLimit: (address: string) => Promise<boolean>;
  receiptSigner: () => Promise<ReceiptSigner>;
  files: { sandbox: PictureSource["files"]; live: PictureSource["files"] };
  pictures: PictureService;
  /** What the API signs recipients' links with. */
  linkSigningKey: Uint8Array;
  now: () => Date;
};

export function createServices({ verifyBases, supabase, receiptKeys, linkSigningKey }: Config, bindings: Bindings): Services {
  const { ADDRESS_LIMITER: limiter, FILES_SANDBOX: sandbox, FILES_LIVE: live, PICTURES: pictures } = bindings;
  const isWithinLimit = async (key: string) => (await limiter.limit({ key })).success;
  return {
    database: connectDatabase(supabase),
    verifyBases,
    isWithinLimit,
    receiptSigner: once(() => openSigner(receiptKeys)),
    files: { sandbox, live },
    pictures,
    linkSigningKey,
    now: () => new Date(),
  };
}
