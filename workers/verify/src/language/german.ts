import type { Messages } from "./english.ts";

export const german: Messages = {
  register: "Zertifikatsregister",
  footer:
    "Diese Seite setzt kein Cookie und ruft nichts von anderen Websites ab. Jede Abfrage wird mit Zeitpunkt und Land protokolliert, niemals mit einer IP-Adresse.",
  language: "Sprache",
  sandboxNotice: "Testumgebung: kein echtes Zertifikat",
  live: {
    verified: {
      headline: "Gültig",
      sentence:
        "Der unten genannte Aussteller hat dieses Zertifikat ausgestellt. Sein Datensatz ist unverändert, und es ist weder widerrufen noch abgelaufen.",
    },
    revoked: {
      headline: "Widerrufen",
      sentence: "Der Aussteller hat dieses Zertifikat endgültig zurückgezogen. Sie dürfen sich nicht darauf verlassen.",
    },
    expired: {
      headline: "Abgelaufen",
      sentence: "Dieses Zertifikat wurde ausgestellt und sein Datensatz ist unverändert, aber es ist am {date} abgelaufen.",
    },
    invalid: {
      headline: "Datensatz verändert",
      sentence:
        "Der gespeicherte Datensatz stimmt nicht mehr mit dem Hashwert überein, mit dem er ausgestellt wurde. Von seinem Inhalt wird hier nichts angezeigt, und Sie dürfen sich nicht darauf verlassen.",
    },
    not_found: {
      headline: "Nicht gefunden",
      sentence: "Das Register enthält unter dieser Adresse kein Zertifikat.",
    },
    otherFile: {
      headline: "Nicht die ausgestellte Datei",
      sentence:
        "Die ausgewählte Datei ist nicht diejenige, die mit diesem Zertifikat ausgestellt wurde: Sie wurde verändert, erneut gespeichert oder ist eine andere. Verlassen Sie sich auf die Angaben dieser Seite, nicht auf die Datei.",
    },
  },
  sandbox: {
    verified: {
      headline: "Testumgebung: kein echtes Zertifikat",
      sentence: "Dies ist ein Testdatensatz. Er besteht die folgenden Prüfungen und bescheinigt nichts.",
    },
    revoked: {
      headline: "Widerrufener Testdatensatz",
      sentence: "Dies ist ein Testdatensatz, der widerrufen wurde. Er hat nie etwas bescheinigt.",
    },
    expired: {
      headline: "Abgelaufener Testdatensatz",
      sentence: "Dies ist ein Testdatensatz, dessen Ablaufdatum verstrichen ist. Er hat nie etwas bescheinigt.",
    },
    invalid: {
      headline: "Veränderter Testdatensatz",
      sentence:
        "Dieser Testdatensatz stimmt nicht mehr mit dem Hashwert überein, mit dem er ausgestellt wurde. Von seinem Inhalt wird hier nichts angezeigt.",
    },
    not_found: {
      headline: "Testdatensatz nicht gefunden",
      sentence: "Die Testumgebung enthält unter dieser Adresse keinen Testdatensatz.",
    },
    otherFile: {
      headline: "Nicht die Datei des Testdatensatzes",
      sentence:
        "Die ausgewählte Datei ist nicht diejenige, die mit diesem Testdatensatz erstellt wurde. Sie bescheinigt so oder so nichts.",
    },
  },
  checks: {
    title: "Was geprüft wurde",
    passed: "Bestanden",
    failed: "Nicht bestanden",
    notMade: "Nicht durchgeführt",
    notLookedAt: "Nicht betrachtet.",
    checkedAt: "Geprüft am {date}, in dem Moment, in dem diese Seite angefordert wurde.",
    record: {
      name: "Datensatz",
      found: "Das Register enthält ihn.",
      missing: "Das Register enthält unter dieser Adresse keinen.",
    },
    hash: {
      name: "Hashwert",
      equal: "Neu aus dem Datensatz berechnet, stimmt er mit dem überein, mit dem der Datensatz ausgestellt wurde.",
      differs: "Neu aus dem Datensatz berechnet, weicht er von dem ab, mit dem der Datensatz ausgestellt wurde.",
    },
    revocation: {
      name: "Widerruf",
      none: "Vom Aussteller nicht widerrufen.",
      revoked: "Widerrufen am {date}.",
    },
    expiry: {
      name: "Ablauf",
      none: "Hat kein Ablaufdatum.",
      expired: "Abgelaufen seit dem {date}.",
      expires: "Läuft am {date} ab.",
    },
    domain: {
      name: "Domain des Ausstellers",
      proven: "Der Aussteller hat am {date} nachgewiesen, dass {domain} ihm gehört.",
      unproven: "Der Aussteller hat keine eigene Domain nachgewiesen. Sein Name ist der, mit dem er sich selbst bezeichnet.",
    },
    file: {
      name: "Datei",
      pdf: "Die ausgewählte Datei ist Byte für Byte das PDF, das ausgestellt wurde.",
      record: "Die ausgewählte Datei enthält Byte für Byte den Datensatz, der ausgestellt wurde.",
      other: "Die ausgewählte Datei ist nicht Byte für Byte das, was ausgestellt wurde.",
    },
  },
  record: {
    title: "Das Zertifikat",
    picture: "Bild des Zertifikats",
    recipient: "Empfänger",
    issuer: "Aussteller",
    issuedOn: "Ausgestellt am",
    revokedOn: "Widerrufen am",
    reason: "Grund",
    noReason: "Der Aussteller hat keinen angegeben.",
    expiresOn: "Läuft ab am",
    noExpiry: "Kein Ablaufdatum",
    certificateId: "Zertifikats-ID",
  },
  proof: {
    title: "Hashwert des Zertifikats",
    summary: "So berechnen Sie ihn neu",
    meaning:
      "Der Hashwert ist der SHA-256-Wert des untenstehenden Textes, in UTF-8 und ohne Zeilenumbruch am Ende: der Datensatz des Zertifikats in der kanonischen Form von RFC 8785. Die E-Mail-Adresse und private Werte sind darin nur als Hashwerte mit Salt enthalten.",
    command: "So rufen Sie den Text aus dem Register ab und berechnen seinen Hashwert auf Ihrem eigenen Rechner:",
    pdfHash: "SHA-256 des ausgestellten PDF",
  },
  keep: {
    title: "Aufbewahren und weitergeben",
    pdf: "PDF herunterladen",
    png: "Als Bild herunterladen",
    noFilesTitle: "Keine Dateien unter diesem Link",
    noFiles:
      "Dieser Link zu den Dateien ist abgelaufen oder wurde mit dem Zertifikat zurückgezogen. Bitten Sie den Aussteller um einen neuen.",
    receipt: "Signierten Prüfbeleg herunterladen",
    receiptMeaning:
      "Ein Prüfbeleg hält fest, was abgefragt und was gefunden wurde und wann, und ist von diesem Register signiert. Jeder kann ihn mit den veröffentlichten Schlüsseln des Registers prüfen, auch wenn es diese Seite nicht mehr gibt.",
    json: "Als JSON öffnen",
    badge: "Badge für eine Webseite",
    card: "Karte für eine Webseite",
    linkedIn: "Zu LinkedIn hinzufügen",
    linkedInMeaning: "Falls das Formular leer bleibt, kopieren Sie diese Angaben hinein:",
    name: "Name",
    organization: "Ausstellende Organisation",
    issueDate: "Ausstellungsdatum",
    expirationDate: "Ablaufdatum",
    credentialId: "Zertifikats-ID",
    credentialUrl: "Zertifikats-URL",
  },
  help: {
    title: "Erneut versuchen",
    sentence:
      "Groß- und Kleinbuchstaben werden unterschieden, und wenn in der aufgedruckten Adresse vor der ID ein Name steht, gehört dieser zur Adresse. Stimmt die Adresse genau mit der aufgedruckten überein, wenden Sie sich bitte an den Aussteller.",
  },
  landing: {
    title: "Zertifikat prüfen",
    lead: "Geben Sie die auf dem Zertifikat aufgedruckte Adresse oder seine ID ein. Das Register gibt Auskunft, ob es ausgestellt wurde, ob sein Datensatz unverändert ist und ob es widerrufen wurde oder abgelaufen ist.",
    label: "Zertifikats-ID oder Adresse",
    button: "Prüfen",
    refused:
      "Das ist weder eine Zertifikats-ID noch eine Adresse dieses Registers. Eine ID enthält nur Buchstaben, Ziffern, Punkte, Bindestriche und Unterstriche, höchstens 64 Zeichen.",
    scan: "QR-Code scannen",
    stopScanning: "Beenden",
    noCamera: "Die Kamera konnte nicht verwendet werden. Geben Sie stattdessen die Adresse ein.",
    otherCode: "Dieser Code ist nicht die Adresse eines Zertifikats dieses Registers.",
  },
  file: {
    title: "Datei prüfen",
    lead: "Wählen Sie die Datei aus, die Sie erhalten haben: das PDF oder den JSON-Datensatz. Sie wird auf diesem Gerät gelesen und niemals gesendet: Nur ihr Hashwert und die darin enthaltene ID werden verglichen.",
    label: "PDF- oder JSON-Datei",
    drop: "Oder legen Sie sie hier ab.",
    reading: "Die Datei wird gelesen …",
    nameless:
      "Diese Datei nennt kein Zertifikat dieses Registers. Müsste sie eines nennen, so wurde sie verändert oder erneut gespeichert: Prüfen Sie die aufgedruckte ID.",
    unread:
      "Diese Adresse fragt nach einer Datei. Ob sie die ausgestellte ist, zeigt sich nur, wenn Sie die Datei selbst unten auswählen.",
    tooLarge: "Diese Datei ist größer als jedes Zertifikat: mehr als 200 MB.",
    failed: "Diese Datei konnte nicht gelesen werden.",
    noScript:
      "Die Prüfung einer Datei erfordert JavaScript, weil die Datei Ihr Gerät nicht verlassen darf. Vergleichen Sie ohne JavaScript den SHA-256 der Datei mit dem auf der Seite des Zertifikats.",
  },
  missing: {
    title: "Diese Seite gibt es nicht",
    sentence:
      "Diese Adresse ist nicht die Adresse eines Zertifikats. Vergleichen Sie sie mit der auf dem Zertifikat aufgedruckten.",
  },
  busy: {
    title: "Zu viele Abfragen",
    sentence:
      "Von Ihrer IP-Adresse wurden innerhalb einer Minute sehr viele Zertifikate abgefragt. Das sagt nichts über das Zertifikat aus. Bitte versuchen Sie es in einer Minute erneut.",
  },
  failure: {
    title: "Prüfung nicht möglich",
    sentence:
      "Das Register hat nicht geantwortet. Das sagt nichts über das Zertifikat aus und spricht weder dafür noch dagegen. Bitte versuchen Sie es in einer Minute erneut.",
    requestId: "Falls das Problem weiterhin besteht, teilen Sie uns bitte diese Anfrage-ID mit:",
  },
};
