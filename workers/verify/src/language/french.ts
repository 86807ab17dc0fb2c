import type { Messages } from "./english.ts";

export const french: Messages = {
  register: "Registre des certificats",
  footer:
    "Cette page ne dépose aucun cookie et ne demande rien à aucun autre site. Chaque consultation est journalisée avec son heure et son pays, jamais avec une adresse IP.",
  language: "Langue",
  sandboxNotice: "Environnement de test : ceci n’est pas un vrai certificat",
  live: {
    verified: {
      headline: "Valide",
      sentence:
        "Ce certificat a été délivré par l’émetteur indiqué ci-dessous. Son enregistrement n’a pas été altéré ; il n’est ni révoqué ni expiré.",
    },
    revoked: {
      headline: "Révoqué",
      sentence: "L’émetteur a retiré ce certificat définitivement. Il ne faut pas s’y fier.",
    },
    expired: {
      headline: "Expiré",
      sentence: "Ce certificat a bien été délivré et son enregistrement n’a pas été altéré, mais il a expiré le {date}.",
    },
    invalid: {
      headline: "Enregistrement altéré",
      sentence:
        "L’enregistrement conservé ne correspond plus à l’empreinte avec laquelle il a été délivré. Rien de son contenu n’est affiché ici, et il ne faut pas s’y fier.",
    },
    not_found: {
      headline: "Introuvable",
      sentence: "Le registre ne contient aucun certificat à cette adresse.",
    },
    otherFile: {
      headline: "Ce n’est pas le fichier délivré",
      sentence:
        "Le fichier choisi n’est pas celui qui a été délivré avec ce certificat : il a été altéré, enregistré à nouveau, ou il s’agit d’un autre fichier. Fiez-vous à ce que dit cette page, non au fichier.",
    },
  },
  sandbox: {
    verified: {
      headline: "Environnement de test : ceci n’est pas un vrai certificat",
      sentence: "Ceci est un enregistrement de test. Il réussit les vérifications ci-dessous, et il ne certifie rien.",
    },
    revoked: {
      headline: "Enregistrement de test révoqué",
      sentence: "Ceci est un enregistrement de test qui a été révoqué. Il n’a jamais rien certifié.",
    },
    expired: {
      headline: "Enregistrement de test expiré",
      sentence: "Ceci est un enregistrement de test dont la date d’expiration est passée. Il n’a jamais rien certifié.",
    },
    invalid: {
      headline: "Enregistrement de test altéré",
      sentence:
        "Cet enregistrement de test ne correspond plus à l’empreinte avec laquelle il a été délivré. Rien de son contenu n’est affiché ici.",
    },
    not_found: {
      headline: "Enregistrement de test introuvable",
      sentence: "L’environnement de test ne contient aucun enregistrement de test à cette adresse.",
    },
    otherFile: {
      headline: "Ce n’est pas le fichier de l’enregistrement de test",
      sentence:
        "Le fichier choisi n’est pas celui qui a été créé avec cet enregistrement de test. Dans un cas comme dans l’autre, il ne certifie rien.",
    },
  },
  checks: {
    title: "Ce qui a été vérifié",
    passed: "Réussi",
    failed: "Échec",
    notMade: "Non effectué",
    notLookedAt: "Non examiné.",
    checkedAt: "Vérifié le {date}, au moment où cette page a été demandée.",
    record: {
      name: "Enregistrement",
      found: "Il figure dans le registre.",
      missing: "Le registre n’en contient aucun à cette adresse.",
    },
    hash: {
      name: "Empreinte (hash)",
      equal: "Recalculée à partir de l’enregistrement, elle est identique à celle avec laquelle il a été délivré.",
      differs: "Recalculée à partir de l’enregistrement, elle diffère de celle avec laquelle il a été délivré.",
    },
    revocation: { name: "Révocation", none: "L’émetteur ne l’a pas révoqué.", revoked: "Révoqué le {date}." },
    expiry: {
      name: "Expiration",
      none: "Il n’a pas de date d’expiration.",
      expired: "Expiré depuis le {date}.",
      expires: "Il expire le {date}.",
    },
    domain: {
      name: "Domaine de l’émetteur",
      proven: "L’émetteur a prouvé le {date} que {domain} lui appartient.",
      unproven: "L’émetteur n’a prouvé la possession d’aucun domaine. Son nom est celui qu’il se donne lui-même.",
    },
    file: {
      name: "Fichier",
      pdf: "Le fichier choisi est, octet pour octet, le PDF qui a été délivré.",
      record: "Le fichier choisi contient, octet pour octet, l’enregistrement qui a été délivré.",
      other: "Le fichier choisi n’est pas, octet pour octet, ce qui a été délivré.",
    },
  },
  record: {
    title: "Le certificat",
    picture: "Image du certificat",
    recipient: "Titulaire",
    issuer: "Émetteur",
    issuedOn: "Délivré le",
    revokedOn: "Révoqué le",
    reason: "Motif",
    noReason: "L’émetteur n’en a donné aucun.",
    expiresOn: "Expire le",
    noExpiry: "Pas de date d’expiration",
    certificateId: "Identifiant du certificat",
  },
  proof: {
    title: "Empreinte (hash) du certificat",
    summary: "Comment la recalculer",
    meaning:
      "L’empreinte est le SHA-256 du texte ci-dessous, en UTF-8 et sans saut de ligne final : l’enregistrement du certificat dans la forme canonique de la RFC 8785. L’adresse e-mail et les valeurs privées n’y figurent que sous forme d’empreintes salées.",
    command: "Pour obtenir ce texte du registre et en calculer l’empreinte sur votre propre machine :",
    pdfHash: "SHA-256 du PDF qui a été délivré",
  },
  keep: {
    title: "Conserver et transmettre",
    pdf: "Télécharger le PDF",
    png: "Télécharger en image",
    noFilesTitle: "Aucun fichier à ce lien",
    noFiles: "Ce lien vers les fichiers a expiré ou a été retiré avec le certificat. Demandez-en un nouveau à l’émetteur.",
    receipt: "Télécharger un reçu signé",
    receiptMeaning:
      "Un reçu indique ce qui a été demandé, ce qui a été trouvé et quand ; il est signé numériquement par ce registre. N’importe qui peut le vérifier avec les clés publiées du registre, même si cette page n’existe plus.",
    json: "Ouvrir en JSON",
    badge: "Badge pour une page web",
    card: "Carte pour une page web",
    linkedIn: "Ajouter à LinkedIn",
    linkedInMeaning: "Si le formulaire reste vide, copiez-y ces données :",
    name: "Nom",
    organization: "Organisme émetteur",
    issueDate: "Date d’émission",
    expirationDate: "Date d’expiration",
    credentialId: "Identifiant du diplôme",
    credentialUrl: "URL du diplôme",
  },
  help: {
    title: "Réessayez",
    sentence:
      "Majuscules et minuscules sont distinguées et, si l’adresse imprimée comporte un nom avant l’identifiant, ce nom en fait partie. Si l’adresse est exactement celle qui est imprimée, adressez-vous à l’émetteur.",
  },
  landing: {
    title: "Vérifier un certificat",
    lead: "Saisissez l’adresse imprimée sur le certificat, ou son identifiant. Le registre indique s’il a été délivré, si son enregistrement est inaltéré et s’il a été révoqué ou a expiré.",
    label: "Identifiant ou adresse du certificat",
    button: "Vérifier",
    refused:
      "Ce n’est ni l’identifiant d’un certificat ni une adresse de ce registre. Un identifiant ne comporte que des lettres, des chiffres, des points, des tirets et des tirets bas, 64 au maximum.",
    scan: "Scanner un code QR",
    stopScanning: "Arrêter",
    noCamera: "L’appareil photo n’a pas pu être utilisé. Saisissez plutôt l’adresse.",
    otherCode: "Ce code n’est pas l’adresse d’un certificat de ce registre.",
  },
  file: {
    title: "Vérifier un fichier",
    lead: "Choisissez le PDF ou l’enregistrement JSON qui vous a été remis. Il est lu sur cet appareil et n’est jamais envoyé : seuls son empreinte et l’identifiant qu’il contient sont comparés.",
    label: "Fichier PDF ou JSON",
    drop: "Ou déposez-le ici.",
    reading: "Lecture du fichier…",
    nameless:
      "Ce fichier ne mentionne aucun certificat de ce registre. S’il est censé en mentionner un, il a été altéré ou enregistré à nouveau : vérifiez l’identifiant qui y est imprimé.",
    unread:
      "Cette adresse interroge sur un fichier. Seul le choix du fichier lui-même, ci-dessous, indique s’il est celui qui a été émis.",
    tooLarge: "Ce fichier est plus volumineux que n’importe quel certificat : plus de 200 Mo.",
    failed: "Ce fichier n’a pas pu être lu.",
    noScript:
      "La vérification d’un fichier nécessite JavaScript, car le fichier ne doit pas quitter votre appareil. Sans JavaScript, comparez le SHA-256 du fichier avec celui qui figure sur la page du certificat.",
  },
  missing: {
    title: "Cette page n’existe pas",
    sentence: "Cette adresse n’est pas celle d’un certificat. Comparez-la avec celle qui est imprimée sur le certificat.",
  },
  busy: {
    title: "Trop de consultations",
    sentence:
      "Un très grand nombre de certificats ont été demandés depuis votre adresse IP en une minute. Cela ne dit rien du certificat. Veuillez réessayer dans une minute.",
  },
  failure: {
    title: "Vérification impossible",
    sentence:
      "Le registre n’a pas répondu. Cela ne dit rien du certificat, ni en sa faveur ni en sa défaveur. Veuillez réessayer dans une minute.",
    requestId: "Si le problème persiste, communiquez-nous cet identifiant de requête :",
  },
};
