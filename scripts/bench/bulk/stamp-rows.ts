import { readBulkCsv } from "@attestry/api/certificates/bulk-csv";
import { buildCertificate } from "@attestry/issuing/build-certificate";
import { IssueInput } from "@attestry/issuing/issue-input";
import { toPublicFields } from "@attestry/issuing/public-fields";
import { classicAcademic } from "@attestry/render/built-in-templates/classic-academic";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { compileTemplate } from "@attestry/render/compile-template";
import { stampCertificate } from "@attestry/render/stamp-certificate";
import { openFontLibrary } from "../../open-font-library.ts";
import { median } from "../median.ts";

const issuerName = "Universiti Teknologi Utara";
const organization = {
  ...{ id: "7c4c0d2d-49d6-48a7-b107-bc6f62bc8170", slug: "utu", name: issuerName, isPrimary: false, verifyHost: null },
  ...{ certificatePrefix: "UTU", logoSha256: null, logo: null },
};

const passes = 7;

/** Milliseconds for stamping one of a file's certificates and nothing else, in this process: the median of passes, once warm. The template is compiled, the contents are built. */
export async function stampRows(csv: string): Promise<number> {
  const { design, metadataSchema } = classicAcademic;
  const library = openFontLibrary();
  const job = { design, environment: "live", issuerName, logo: null, language: "en", assets: new Map() } as const;
  const compilation = await compileTemplate(job, library);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
  const { compiled } = compilation;
  const contents: CertificateContent[] = [];
  const options = { charset: null, delimiter: null, mapping: {}, title: undefined };
  for await (const { input } of readBulkCsv(new TextEncoder().encode(csv), options, metadataSchema)) {
    contents.push(toContent(IssueInput.parse(input)));
  }
  const stampAll = async () => {
    for (const content of contents) {
      const rendering = await library.use("en", (fonts) => stampCertificate(compiled, content, fonts), compiled.slots.usualFonts);
      if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
    }
  };
  await stampAll();
  const laps: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const startedAt = performance.now();
    await stampAll();
    laps.push((performance.now() - startedAt) / contents.length);
  }
  return median(laps);
}

function toContent(input: IssueInput): CertificateContent {
  const template = { id: classicAcademic.id, version: 1 };
  const context = { organization, environment: "live", rateLimitPerMinute: 1, template: null } as const;
  const { document, text, hash } = buildCertificate(context, template, input, new Date());
  const { certificateId, recipientName, title, issuedAt, expiresAt, publicMetadata } = document;
  return {
    ...{ certificateId, environment: "live", recipientName, title, issuedAt, expiresAt, issuerName, certificateHash: hash },
    document: text,
    verificationUrl: `https://verify.attestry.example/utu/${certificateId}`,
    publicFields: toPublicFields(classicAcademic.metadataSchema.fields, publicMetadata, "en"),
    locale: "en",
    logo: null,
  };
}
