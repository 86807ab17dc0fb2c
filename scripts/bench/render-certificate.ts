import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { classicAcademic } from "@attestry/render/built-in-templates/classic-academic";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { compileTemplate } from "@attestry/render/compile-template";
import { fontFiles, loadFonts } from "@attestry/render/fonts";
import { stampCertificate } from "@attestry/render/stamp-certificate";
import { projectRoot } from "../paths.ts";
import { drawPlainly } from "./draw-plainly.ts";
import { sha256Hex } from "./make-certificate.ts";
import type { Measurement } from "./measurement.ts";

const firstNames = ["Aina", "Björn", "Chloé", "Dimitra", "Emeka", "Farah", "Güneş", "Hiroko", "Ivana", "João", "Kateryna"];
const lastNames = ["Rahman", "Strand", "Lefèvre", "Papadopoulou", "Okafor", "Aziz", "Yıldız", "Tanaka", "Horvat"];

/**
 * An isolate that is warm: its fonts are parsed and it has seen the logo. Every certificate has its own name, id and hash.
 * Measured 14 to 20: half of that is asked.
 */
export const renderClassicAcademic: Measurement = {
  name: "render PDF: speed-up over plain pdf-lib",
  unit: "ms",
  goal: { atLeast: 8 },
  concurrency: 1,
  async setup() {
    const fonts = await loadFonts(async (name) => readFont(name));
    const files = {
      serif: readFont("NotoSerif-Regular.ttf"),
      serifBold: readFont("NotoSerif-Bold.ttf"),
      sans: readFont("NotoSans-Regular.ttf"),
    };
    const logo = {
      mediaType: "image/png",
      bytes: new Uint8Array(readFileSync(`${projectRoot}/scripts/demo-academy.png`)),
    } as const;
    let number = 0;
    const { environment, issuerName } = makeContent(0, logo);
    const compilation = await compileTemplate(
      { design: classicAcademic.design, environment, issuerName, logo, locale: "en", assets: new Map() },
      fonts,
    );
    if (!compilation.ok) throw new Error("not compiled");
    const ours = async () => {
      const rendering = stampCertificate(compilation.compiled, makeContent(++number, logo), fonts);
      if (!rendering.ok) throw new Error(rendering.problems.map(({ message }) => message).join(", "));
    };
    const reference = () => drawPlainly(makeContent(++number, logo), files, logo.bytes);
    return { ours, reference, teardown: () => {} };
  },
};

function makeContent(number: number, logo: CertificateContent["logo"]): CertificateContent {
  const certificateHash = sha256Hex(String(number));
  const certificateId = `UTU-${certificateHash.slice(0, 10).toUpperCase()}`;
  return {
    certificateId,
    environment: "live",
    recipientName: `${firstNames[number % firstNames.length]} ${lastNames[number % lastNames.length]}`,
    title: "Advanced Scaffold Inspection",
    issuerName: "Universiti Teknologi Utara",
    issuedAt: "2026-05-10T08:00:00.000Z",
    expiresAt: "2028-05-10T08:00:00.000Z",
    certificateHash,
    document: JSON.stringify({ certificateId, filler: "x".repeat(500) }),
    verificationUrl: `https://verify.attestry.example/${certificateId}`,
    publicFields: [
      { key: "trainer_name", label: "Trainer", value: "Dr. Farah Aziz" },
      { key: "venue", label: "Venue", value: "Kuala Lumpur" },
    ],
    locale: "en",
    logo,
  };
}

function readFont(name: string): Uint8Array {
  const file = fontFiles.find((candidate) => candidate.name === name);
  if (!file) throw new Error(`There is no font file ${name}.`);
  return new Uint8Array(readFileSync(createRequire(`${projectRoot}/packages/render/package.json`).resolve(file.source)));
}
