// What the measurements of printing print.
import type { CertificateContent } from "@attestry/render/certificate-content";
import { Design, type DesignElement, type TextStyle } from "@attestry/render/design";
import { sha256Hex } from "../make-certificate.ts";

const [width, height] = [841.89, 595.28];
const navy = "#1b2a4a";
const gold = "#a17d33";

const style: TextStyle = {
  family: "serif",
  weight: "regular",
  size: 16,
  minSize: 6,
  maxLines: 2,
  align: "center",
  colour: "#3a3a3a",
};

function text(content: string, y: number, changes: Partial<TextStyle> = {}): DesignElement {
  return { type: "text", content, x: 80, y, width: width - 160, height: 40, verticalAlign: "middle", ...style, ...changes };
}

const fixed: DesignElement[] = [
  { type: "rectangle", x: 26, y: 26, width: width - 52, height: height - 52, stroke: navy, thickness: 6 },
  { type: "rectangle", x: 36, y: 36, width: width - 72, height: height - 72, stroke: gold, thickness: 0.8 },
  { type: "logo", x: width / 2 - 110, y: 60, width: 220, height: 46, align: "center" },
  text("Certificate", 110, { size: 38 }),
  text("This is to certify that", 170),
  text("has been awarded", 270),
  { type: "qr", x: width - 160, y: height - 150, size: 90, colour: navy, background: "#ffffff" },
];

const three: DesignElement[] = [
  text("{{recipientName}}", 210, { weight: "bold", size: 34 }),
  text("{{title}}", 310, { weight: "bold", size: 22 }),
  text("{{certificateId}}", 520, { family: "sans", size: 8 }),
];

const sixMore: DesignElement[] = [
  text("{{issuedOn}}", 360),
  text("{{expiresOn}}", 385),
  text("{{public.trainer}}", 410),
  text("{{public.venue}}", 435),
  text("{{public.grade}}", 460),
  text("{{verificationUrl}}", 540, { family: "sans", size: 8 }),
];

const page = { size: "A4", orientation: "landscape" } as const;

/** A page with two borders, a logo, three lines of fixed text, a QR code, and three or nine texts of the certificate's own. */
export const designs = {
  three: Design.parse({ page, elements: [...fixed, ...three] }),
  nine: Design.parse({ page, elements: [...fixed, ...three, ...sixMore] }),
};

/** Names, titles and places in one script, of which every certificate gets others than the one before. */
export type Vocabulary = { names: readonly string[]; titles: readonly string[]; places: readonly string[] };

export const latin: Vocabulary = {
  names: ["Aina Rahman", "Björn Strand", "Chloé Lefèvre", "Dimitra Papas", "Emeka Okafor", "Güneş Yıldız", "Kateryna Horvat"],
  titles: ["Advanced Scaffold Inspection", "Confined Space Rescue", "Electrical Safety, Level 2", "Crane Operation and Rigging"],
  places: ["Kuala Lumpur", "Göteborg", "Lyon", "Thessaloníki", "Lagos"],
};

/** The content of the certificate of that number. */
export function makeContent(number: number, words: Vocabulary, logo: CertificateContent["logo"]): CertificateContent {
  const pick = (list: readonly string[], step: number) => list[Math.floor(number / step) % list.length] ?? "";
  const certificateHash = sha256Hex(String(number));
  const certificateId = `UTU-${certificateHash.slice(0, 10).toUpperCase()}`;
  return {
    certificateId,
    environment: "live",
    recipientName: `${pick(words.names, 1)} ${pick(words.names, words.names.length)}`,
    title: pick(words.titles, 3),
    issuerName: "Universiti Teknologi Utara",
    issuedAt: "2026-05-10T08:00:00.000Z",
    expiresAt: "2028-05-10T08:00:00.000Z",
    certificateHash,
    verificationUrl: `https://verify.attestry.example/${certificateId}`,
    document: JSON.stringify({ certificateId, certificateHash, restOfTheRecord: "x".repeat(600) }),
    publicFields: [
      { key: "trainer", label: "Trainer", value: pick(words.names, 2) },
      { key: "venue", label: "Venue", value: pick(words.places, 2) },
      { key: "grade", label: "Grade", value: pick(words.places, 5) },
    ],
    locale: "en",
    logo,
  };
}
