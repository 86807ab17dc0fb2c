import type { Messages } from "./english.ts";

export const portuguese: Messages = {
  register: "Registro de certificados",
  footer:
    "Esta página não grava cookies e não solicita nada a nenhum outro site. Cada consulta é anotada com a hora e o país, nunca com um endereço IP.",
  language: "Idioma",
  sandboxNotice: "Ambiente de testes: não é um certificado real",
  live: {
    verified: {
      headline: "Válido",
      sentence:
        "O emissor indicado abaixo emitiu este certificado. Os seus dados registrados não foram alterados, e ele não está revogado nem expirado.",
    },
    revoked: {
      headline: "Revogado",
      sentence: "O emissor retirou este certificado em definitivo. Não se deve confiar nele.",
    },
    expired: {
      headline: "Expirado",
      sentence: "Este certificado foi emitido e os seus dados registrados não foram alterados, mas expirou em {date}.",
    },
    invalid: {
      headline: "Dados alterados",
      sentence:
        "Os dados registrados já não correspondem ao hash com que foram emitidos. Nada do seu conteúdo é mostrado aqui, e não se deve confiar neles.",
    },
    not_found: {
      headline: "Não encontrado",
      sentence: "O registro não contém nenhum certificado neste endereço.",
    },
    otherFile: {
      headline: "Não é o arquivo emitido",
      sentence:
        "O arquivo escolhido não é o que foi emitido com este certificado: foi alterado, salvo novamente ou é outro. Confie no que diz esta página, não no arquivo.",
    },
  },
  sandbox: {
    verified: {
      headline: "Ambiente de testes: não é um certificado real",
      sentence: "Este é um registro de teste. Passa nas verificações abaixo e não certifica nada.",
    },
    revoked: {
      headline: "Registro de teste revogado",
      sentence: "Este é um registro de teste que foi revogado. Nunca certificou nada.",
    },
    expired: {
      headline: "Registro de teste expirado",
      sentence: "Este é um registro de teste cuja data de expiração já passou. Nunca certificou nada.",
    },
    invalid: {
      headline: "Registro de teste alterado",
      sentence: "Este registro de teste já não corresponde ao hash com que foi emitido. Nada do seu conteúdo é mostrado aqui.",
    },
    not_found: {
      headline: "Registro de teste não encontrado",
      sentence: "O ambiente de testes não contém nenhum registro de teste neste endereço.",
    },
    otherFile: {
      headline: "Não é o arquivo do registro de teste",
      sentence: "O arquivo escolhido não é o que foi criado com este registro de teste. Em qualquer caso, não certifica nada.",
    },
  },
  checks: {
    title: "O que foi verificado",
    passed: "Aprovada",
    failed: "Reprovada",
    notMade: "Não realizada",
    notLookedAt: "Não foi examinado.",
    checkedAt: "Verificado em {date}, no momento em que esta página foi solicitada.",
    record: {
      name: "Dados registrados",
      found: "Constam no registro.",
      missing: "O registro não contém dados neste endereço.",
    },
    hash: {
      name: "Hash",
      equal: "Recalculado a partir dos dados registrados, é igual àquele com que foram emitidos.",
      differs: "Recalculado a partir dos dados registrados, é diferente daquele com que foram emitidos.",
    },
    revocation: { name: "Revogação", none: "O emissor não o revogou.", revoked: "Revogado em {date}." },
    expiry: {
      name: "Expiração",
      none: "Não tem data de expiração.",
      expired: "Expirado desde {date}.",
      expires: "Expira em {date}.",
    },
    domain: {
      name: "Domínio do emissor",
      proven: "O emissor comprovou em {date} que {domain} lhe pertence.",
      unproven: "O emissor não comprovou ter nenhum domínio próprio. O seu nome é o que ele próprio declara.",
    },
    file: {
      name: "Arquivo",
      pdf: "O arquivo escolhido é, byte a byte, o PDF que foi emitido.",
      record: "O arquivo escolhido contém, byte a byte, o registro JSON que foi emitido.",
      other: "O arquivo escolhido não é, byte a byte, o que foi emitido.",
    },
  },
  record: {
    title: "O certificado",
    picture: "Imagem do certificado",
    recipient: "Titular",
    issuer: "Emissor",
    issuedOn: "Emitido em",
    revokedOn: "Revogado em",
    reason: "Motivo",
    noReason: "O emissor não indicou nenhum.",
    expiresOn: "Expira em",
    noExpiry: "Sem data de expiração",
    certificateId: "ID do certificado",
  },
  proof: {
    title: "Hash do certificado",
    summary: "Como recalculá-lo",
    meaning:
      "O hash é o SHA-256 do texto abaixo, em UTF-8 e sem quebra de linha no final: os dados registrados do certificado na forma canônica da RFC 8785. O endereço de e-mail e os valores privados figuram nele apenas como resumos criptográficos com sal (salt).",
    command: "Para obter o texto a partir deste registro e calcular o seu hash na sua própria máquina:",
    pdfHash: "SHA-256 do PDF que foi emitido",
  },
  keep: {
    title: "Guardar e compartilhar",
    pdf: "Baixar o PDF",
    png: "Baixar como imagem",
    noFilesTitle: "Não há arquivos neste link",
    noFiles: "Este link para os arquivos expirou ou foi retirado junto com o certificado. Peça um novo ao emissor.",
    receipt: "Baixar um comprovante assinado",
    receiptMeaning:
      "O comprovante diz o que foi consultado, o que foi encontrado e quando, com a assinatura digital deste registro. Qualquer pessoa pode verificá-lo com as chaves publicadas do registro, mesmo que esta página deixe de existir.",
    json: "Abrir como JSON",
    badge: "Selo para uma página da web",
    card: "Cartão para uma página da web",
    linkedIn: "Adicionar ao LinkedIn",
    linkedInMeaning: "Se o formulário continuar vazio, copie para ele estes dados:",
    name: "Nome",
    organization: "Organização emissora",
    issueDate: "Data de emissão",
    expirationDate: "Data de expiração",
    credentialId: "Código da credencial",
    credentialUrl: "URL da credencial",
  },
  help: {
    title: "Tente novamente",
    sentence:
      "Há distinção entre letras maiúsculas e minúsculas e, se o endereço impresso tiver um nome antes do ID, esse nome faz parte dele. Se o endereço for exatamente o impresso, consulte o emissor.",
  },
  landing: {
    title: "Verificar um certificado",
    lead: "Digite o endereço impresso no certificado ou o seu ID. O registro responde se ele foi emitido, se os seus dados registrados estão inalterados e se foi revogado ou expirou.",
    label: "ID ou endereço do certificado",
    button: "Verificar",
    refused:
      "Isso não é nem o ID de um certificado nem um endereço deste registro. Um ID tem apenas letras, algarismos, pontos, hifens e sublinhados, 64 no máximo.",
    scan: "Ler um código QR",
    stopScanning: "Parar",
    noCamera: "Não foi possível usar a câmera. Digite o endereço.",
    otherCode: "Esse código não é o endereço de um certificado deste registro.",
  },
  file: {
    title: "Verificar um arquivo",
    lead: "Escolha o PDF ou o registro JSON que lhe foi entregue. Ele é lido neste dispositivo e nunca é enviado: comparam-se apenas o seu hash e o ID que ele contém.",
    label: "Arquivo PDF ou JSON",
    drop: "Ou solte-o aqui.",
    reading: "Lendo o arquivo…",
    nameless:
      "Este arquivo não menciona nenhum certificado deste registro. Se devia mencionar algum, foi alterado ou salvo novamente: verifique o ID que nele está impresso.",
    unread: "Este endereço pergunta por um arquivo. Só ao escolher o próprio arquivo, abaixo, se sabe se é o que foi emitido.",
    tooLarge: "Este arquivo é maior do que qualquer certificado: mais de 200 MB.",
    failed: "Não foi possível ler este arquivo.",
    noScript:
      "A verificação de um arquivo exige JavaScript, porque o arquivo não deve sair do seu dispositivo. Sem JavaScript, compare o SHA-256 do arquivo com o que consta na página do certificado.",
  },
  missing: {
    title: "Esta página não existe",
    sentence: "Este endereço não é o de um certificado. Compare-o com o que está impresso no certificado.",
  },
  busy: {
    title: "Demasiadas consultas",
    sentence:
      "Foi solicitado um número muito grande de certificados a partir do seu endereço IP no espaço de um minuto. Isso não diz nada sobre o certificado. Tente novamente daqui a um minuto.",
  },
  failure: {
    title: "Não foi possível verificar",
    sentence:
      "O registro não respondeu. Isso não diz nada sobre o certificado, nem a favor nem contra. Tente novamente daqui a um minuto.",
    requestId: "Se o problema persistir, informe-nos este ID de solicitação:",
  },
};
