// The events there are, and what each says. It must never name anything that the public page would not show.
import { z } from "zod";

const Moment = z.iso.datetime();
const Environment = z.enum(["sandbox", "live"]);

const certificateNames = {
  certificateId: z.string(),
  certificateUuid: z.guid(),
  environment: Environment,
  certificateHash: z.string().regex(/^[0-9a-f]{64}$/),
};

const certificate = {
  ...certificateNames,
  recipientName: z.string(),
  title: z.string(),
  issuedAt: Moment,
  expiresAt: Moment.optional(),
};

const revocation = { revokedAt: Moment, reason: z.string().optional() };

const certificateExample = {
  certificateId: "CX-CLIENT-0001",
  certificateUuid: "6ebeb4b1-8bf6-4df3-a366-cf7a569b0c6e",
  environment: "sandbox",
  certificateHash: "b7a5c0d95ad9fb9ef0a7a4d10c1a1c8e2f5d3f1c9b0a4e6d7c8b9a0f1e2d3c4b",
  recipientName: "Aina Rahman",
  title: "Safety Training Certificate",
  issuedAt: "2026-05-10T08:00:00.000Z",
  expiresAt: "2027-05-10T08:00:00.000Z",
} as const;

const webhookId = "ff99b705-1db0-4b5d-894e-91347ce53648";

/** `isNumbered`: whether `sequence` orders it among the others of its certificate or batch. `canBeChosen`: whether an endpoint can listen to it. */
export type EventType = {
  description: string;
  isNumbered: boolean;
  canBeChosen: boolean;
  data: z.ZodType;
  example: Record<string, unknown>;
};

export const eventTypes = {
  "certificate.issued": {
    description: "A certificate was issued.",
    isNumbered: true,
    canBeChosen: true,
    data: z.strictObject(certificate),
    example: certificateExample,
  },
  "certificate.revoked": {
    description: "A certificate was revoked, for ever.",
    isNumbered: true,
    canBeChosen: true,
    data: z.strictObject({ ...certificate, ...revocation }),
    example: { ...certificateExample, revokedAt: "2026-05-10T09:00:00.000Z", reason: "Issued with incorrect recipient details" },
  },
  "certificate.expiring": {
    description: "A certificate expires in thirty days. Not told of one that was issued for less.",
    isNumbered: true,
    canBeChosen: true,
    data: z.strictObject(certificate),
    example: certificateExample,
  },
  "certificate.expired": {
    description: "A certificate has expired.",
    isNumbered: true,
    canBeChosen: true,
    data: z.strictObject(certificate),
    example: certificateExample,
  },
  "certificate.verified": {
    description:
      "Somebody verified a certificate, over the API or on its page. Sent within a minute, and as often as it happens: choose it with care. " +
      "Of a record that was altered (`invalid`) nothing that it says is repeated.",
    isNumbered: false,
    canBeChosen: true,
    data: z.strictObject({
      ...certificateNames,
      recipientName: z.string().optional(),
      title: z.string().optional(),
      issuedAt: Moment.optional(),
      expiresAt: Moment.optional(),
      revokedAt: Moment.optional(),
      reason: z.string().optional(),
      result: z.enum(["verified", "revoked", "expired", "invalid"]),
      source: z.enum(["api", "page", "file", "receipt", "embed"]),
    }),
    example: { ...certificateExample, result: "verified", source: "page" },
  },
  "batch.completed": {
    description: "A batch has ended, however it did. A batch that is retried ends again.",
    isNumbered: true,
    canBeChosen: true,
    data: z.strictObject({
      batchId: z.guid(),
      name: z.string(),
      environment: Environment,
      status: z.enum(["completed", "completed_with_errors", "cancelled"]),
      totalCount: z.int(),
      issuedCount: z.int(),
      failedCount: z.int(),
      cancelledCount: z.int(),
      createdAt: Moment,
      finishedAt: Moment,
    }),
    example: {
      batchId: "7c4c0d2d-49d6-48a7-b107-bc6f62bc8170",
      name: "May 2026 Safety Training",
      environment: "sandbox",
      status: "completed",
      totalCount: 100,
      issuedCount: 100,
      failedCount: 0,
      cancelledCount: 0,
      createdAt: "2026-05-10T08:15:27.578Z",
      finishedAt: "2026-05-10T08:15:31.204Z",
    },
  },
  "webhook.disabled": {
    description: "Another webhook of yours was switched off: its endpoint answered 410, or did nothing but fail for five days.",
    isNumbered: false,
    canBeChosen: true,
    data: z.strictObject({ webhookId: z.guid(), url: z.string(), reason: z.enum(["gone", "failing"]) }),
    example: { webhookId, url: "https://client.example.com/certifyx/webhook", reason: "failing" },
  },
  "webhook.test": {
    description: "You asked for it. Goes to the one webhook that is tested, whatever that listens to.",
    isNumbered: false,
    canBeChosen: false,
    data: z.strictObject({ webhookId: z.guid(), message: z.string() }),
    example: { webhookId, message: "This is a test. Nothing has changed." },
  },
} as const satisfies Record<string, EventType>;

export type EventTypeName = keyof typeof eventTypes;

const isName = (text: string): text is EventTypeName => Object.hasOwn(eventTypes, text);

export const eventTypeNames = Object.keys(eventTypes).filter(isName);
/** Those that an endpoint can listen to. */
export const choosableEventTypes = eventTypeNames.filter((name) => eventTypes[name].canBeChosen);
