/** Every sentence of the pages. What stands in braces is filled in; each language has the same, and `Messages` holds that. */
export const english = {
  register: "Register of certificates",
  footer:
    "This page sets no cookie and asks nothing of any other site. A look-up is logged with its result, time and country, never with an IP address.",
  language: "Language",
  sandboxNotice: "Sandbox: not a real certificate",
  live: {
    verified: {
      headline: "Valid",
      sentence: "The issuer named below issued this certificate. Its record is unaltered, and it is neither revoked nor expired.",
    },
    revoked: {
      headline: "Revoked",
      sentence: "The issuer has withdrawn this certificate for good. It must not be relied on.",
    },
    expired: {
      headline: "Expired",
      sentence: "This certificate was issued and its record is unaltered, but it expired on {date}.",
    },
    invalid: {
      headline: "Altered record",
      sentence:
        "The stored record no longer matches the hash it was issued with. Nothing it says is shown here, and it must not be relied on.",
    },
    not_found: {
      headline: "Not found",
      sentence: "The register holds no certificate at this address.",
    },
    otherFile: {
      headline: "Not the issued file",
      sentence:
        "The file that was chosen is not the one that was issued with this certificate: it was altered, saved again, or is another. Rely on what this page says, not on the file.",
    },
  },
  sandbox: {
    verified: {
      headline: "Sandbox: not a real certificate",
      sentence: "This is a test record. It passes the checks below, and it certifies nothing.",
    },
    revoked: {
      headline: "Revoked test record",
      sentence: "This is a test record that was revoked. It never certified anything.",
    },
    expired: {
      headline: "Expired test record",
      sentence: "This is a test record whose expiry date has passed. It never certified anything.",
    },
    invalid: {
      headline: "Altered test record",
      sentence: "This test record no longer matches the hash it was issued with. Nothing it says is shown here.",
    },
    not_found: {
      headline: "Test record not found",
      sentence: "The sandbox holds no test record at this address.",
    },
    otherFile: {
      headline: "Not the file of the test record",
      sentence: "The file that was chosen is not the one that was made with this test record. It certifies nothing either way.",
    },
  },
  checks: {
    title: "What was checked",
    passed: "Passed",
    failed: "Failed",
    notMade: "Not made",
    notLookedAt: "Not looked at.",
    checkedAt: "Checked on {date}, at the moment this page was asked for.",
    record: { name: "Record", found: "The register holds it.", missing: "The register holds none at this address." },
    hash: {
      name: "Hash",
      equal: "Recomputed from the record, it equals the one it was issued with.",
      differs: "Recomputed from the record, it differs from the one it was issued with.",
    },
    revocation: { name: "Revocation", none: "The issuer has not revoked it.", revoked: "Revoked on {date}." },
    expiry: {
      name: "Expiry",
      none: "It has no expiry date.",
      expired: "Expired since {date}.",
      expires: "It expires on {date}.",
    },
    domain: {
      name: "Issuer's domain",
      proven: "The issuer proved on {date} that {domain} is its own.",
      unproven: "The issuer has proven no domain of its own. Its name is what it calls itself.",
    },
    file: {
      name: "File",
      pdf: "The file that was chosen is, byte for byte, the PDF that was issued.",
      record: "The file that was chosen holds, byte for byte, the record that was issued.",
      other: "The file that was chosen is not, byte for byte, what was issued.",
    },
  },
  record: {
    title: "The certificate",
    picture: "Picture of the certificate",
    recipient: "Recipient",
    issuer: "Issuer",
    issuedOn: "Issued on",
    revokedOn: "Revoked on",
    reason: "Reason",
    noReason: "The issuer gave none.",
    expiresOn: "Expires on",
    noExpiry: "No expiry date",
    certificateId: "Certificate id",
  },
  proof: {
    title: "Certificate hash",
    summary: "How to recompute it",
    meaning:
      "The hash is the SHA-256 of the text below, in UTF-8 and without a line break at its end: the certificate's record in the canonical form of RFC 8785. The e-mail address and private values stand in it as salted digests only.",
    command: "To take it from the register and hash it on your own machine:",
    pdfHash: "SHA-256 of the PDF that was issued",
  },
  keep: {
    title: "Keep and pass on",
    pdf: "Download the PDF",
    png: "Download as a picture",
    noFilesTitle: "No files at this link",
    noFiles: "This link to the files has expired, or was withdrawn with the certificate. Ask the issuer for a new one.",
    receipt: "Download a signed receipt",
    receiptMeaning:
      "A receipt says what was asked, what was found and when, signed by this register. Anyone can check it with the register's published keys, even if this page is gone.",
    json: "Open as JSON",
    badge: "Badge for a web page",
    card: "Card for a web page",
    linkedIn: "Add to LinkedIn",
    linkedInMeaning: "If the form stays empty, copy these into it:",
    name: "Name",
    organization: "Issuing organization",
    issueDate: "Issue date",
    expirationDate: "Expiration date",
    credentialId: "Credential ID",
    credentialUrl: "Credential URL",
  },
  help: {
    title: "Try again",
    sentence:
      "Capital and small letters differ, and where the printed address has a name before the id, that name belongs to it. If the address is exactly the printed one, ask the issuer.",
  },
  landing: {
    title: "Check a certificate",
    lead: "Type the address that is printed on the certificate, or its id. The register answers whether it was issued, whether its record is unaltered, and whether it was revoked or has expired.",
    label: "Certificate id or address",
    button: "Check",
    refused:
      "That is neither a certificate id nor an address of this register. An id has letters, digits, dots, dashes and underscores only, 64 at most.",
    scan: "Scan a QR code",
    stopScanning: "Stop",
    noCamera: "The camera could not be used. Type the address instead.",
    otherCode: "That code is not the address of a certificate of this register.",
  },
  file: {
    title: "Check a file",
    lead: "Choose the PDF or the JSON record you were given. It is read on this device and never sent: only its hash and the id in it are compared.",
    label: "PDF or JSON file",
    drop: "Or drop it here.",
    reading: "Reading the file…",
    nameless:
      "This file names no certificate of this register. If it should, it was altered or saved again: check the id that is printed on it.",
    unread: "This address asks about a file. Only choosing the file itself, below, tells whether it is the one that was issued.",
    tooLarge: "This file is larger than any certificate: more than 200 MB.",
    failed: "This file could not be read.",
    noScript:
      "Checking a file needs JavaScript, because the file must not leave your device. Without it, compare the file's SHA-256 with the one on the certificate's page.",
  },
  missing: {
    title: "No such page",
    sentence: "This address is not the address of a certificate. Compare it with the one printed on the certificate.",
  },
  busy: {
    title: "Too many look-ups",
    sentence:
      "Your address has asked for very many certificates within a minute. This says nothing about the certificate. Please try again in a minute.",
  },
  failure: {
    title: "Could not be checked",
    sentence:
      "The register did not answer. This says nothing about the certificate, neither for it nor against it. Please try again in a minute.",
    requestId: "If it persists, tell us this request id:",
  },
} as const;

/** The same members, each a text of its own. */
export type Messages = Translated<typeof english>;

type Translated<Original> = {
  readonly [Name in keyof Original]: Original[Name] extends string ? string : Translated<Original[Name]>;
};
