import type { Messages } from "./english.ts";

export const spanish: Messages = {
  register: "Registro de certificados",
  footer:
    "Esta página no instala ninguna cookie ni solicita nada a ningún otro sitio. Cada consulta se anota con su hora y su país, nunca con una dirección IP.",
  language: "Idioma",
  sandboxNotice: "Entorno de pruebas: no es un certificado real",
  live: {
    verified: {
      headline: "Válido",
      sentence:
        "El emisor indicado abajo emitió este certificado. Sus datos registrados no se han alterado, y no está revocado ni caducado.",
    },
    revoked: {
      headline: "Revocado",
      sentence: "El emisor ha retirado este certificado de forma definitiva. No se debe confiar en él.",
    },
    expired: {
      headline: "Caducado",
      sentence: "Este certificado fue emitido y sus datos registrados no se han alterado, pero caducó el {date}.",
    },
    invalid: {
      headline: "Datos alterados",
      sentence:
        "Los datos registrados ya no coinciden con el hash con el que se emitieron. Aquí no se muestra nada de su contenido, y no se debe confiar en ellos.",
    },
    not_found: {
      headline: "No encontrado",
      sentence: "El registro no contiene ningún certificado en esta dirección.",
    },
    otherFile: {
      headline: "No es el archivo emitido",
      sentence:
        "El archivo elegido no es el que se emitió con este certificado: fue alterado, se volvió a guardar o es otro. Confíe en lo que dice esta página, no en el archivo.",
    },
  },
  sandbox: {
    verified: {
      headline: "Entorno de pruebas: no es un certificado real",
      sentence: "Este es un registro de prueba. Supera las comprobaciones de abajo y no certifica nada.",
    },
    revoked: {
      headline: "Registro de prueba revocado",
      sentence: "Este es un registro de prueba que fue revocado. Nunca certificó nada.",
    },
    expired: {
      headline: "Registro de prueba caducado",
      sentence: "Este es un registro de prueba cuya fecha de caducidad ya pasó. Nunca certificó nada.",
    },
    invalid: {
      headline: "Registro de prueba alterado",
      sentence:
        "Este registro de prueba ya no coincide con el hash con el que se emitió. Aquí no se muestra nada de su contenido.",
    },
    not_found: {
      headline: "Registro de prueba no encontrado",
      sentence: "El entorno de pruebas no contiene ningún registro de prueba en esta dirección.",
    },
    otherFile: {
      headline: "No es el archivo del registro de prueba",
      sentence: "El archivo elegido no es el que se creó con este registro de prueba. En cualquier caso, no certifica nada.",
    },
  },
  checks: {
    title: "Qué se ha comprobado",
    passed: "Superada",
    failed: "No superada",
    notMade: "No realizada",
    notLookedAt: "No se ha examinado.",
    checkedAt: "Comprobado el {date}, en el momento en que se solicitó esta página.",
    record: {
      name: "Datos registrados",
      found: "Constan en el registro.",
      missing: "El registro no contiene datos en esta dirección.",
    },
    hash: {
      name: "Hash",
      equal: "Calculado de nuevo a partir de los datos registrados, es igual al que tenían cuando se emitieron.",
      differs: "Calculado de nuevo a partir de los datos registrados, difiere del que tenían cuando se emitieron.",
    },
    revocation: { name: "Revocación", none: "El emisor no lo ha revocado.", revoked: "Revocado el {date}." },
    expiry: {
      name: "Caducidad",
      none: "No tiene fecha de caducidad.",
      expired: "Caducado desde el {date}.",
      expires: "Caduca el {date}.",
    },
    domain: {
      name: "Dominio del emisor",
      proven: "El emisor demostró el {date} que {domain} es suyo.",
      unproven: "El emisor no ha demostrado tener ningún dominio propio. Su nombre es el que él mismo declara.",
    },
    file: {
      name: "Archivo",
      pdf: "El archivo elegido es, byte por byte, el PDF que se emitió.",
      record: "El archivo elegido contiene, byte por byte, el registro JSON que se emitió.",
      other: "El archivo elegido no es, byte por byte, lo que se emitió.",
    },
  },
  record: {
    title: "El certificado",
    picture: "Imagen del certificado",
    recipient: "Titular",
    issuer: "Emisor",
    issuedOn: "Fecha de emisión",
    revokedOn: "Fecha de revocación",
    reason: "Motivo",
    noReason: "El emisor no indicó ninguno.",
    expiresOn: "Fecha de caducidad",
    noExpiry: "Sin fecha de caducidad",
    certificateId: "ID del certificado",
  },
  proof: {
    title: "Hash del certificado",
    summary: "Cómo volver a calcularlo",
    meaning:
      "El hash es el SHA-256 del texto de abajo, en UTF-8 y sin salto de línea al final: los datos registrados del certificado en la forma canónica de RFC 8785. La dirección de correo electrónico y los valores privados figuran en él solo como resúmenes criptográficos con sal (salt).",
    command: "Para obtener el texto desde este registro y calcular su hash en su propio equipo:",
    pdfHash: "SHA-256 del PDF que se emitió",
  },
  keep: {
    title: "Guardar y compartir",
    pdf: "Descargar el PDF",
    png: "Descargar como imagen",
    noFilesTitle: "No hay archivos en este enlace",
    noFiles: "Este enlace a los archivos ha caducado o se retiró junto con el certificado. Solicite uno nuevo al emisor.",
    receipt: "Descargar un comprobante firmado",
    receiptMeaning:
      "El comprobante dice qué se consultó, qué se encontró y cuándo, con la firma digital de este registro. Cualquiera puede comprobarlo con las claves publicadas del registro, aunque esta página ya no exista.",
    json: "Abrir como JSON",
    badge: "Insignia para una página web",
    card: "Tarjeta para una página web",
    linkedIn: "Añadir a LinkedIn",
    linkedInMeaning: "Si el formulario queda vacío, copie en él estos datos:",
    name: "Nombre",
    organization: "Empresa emisora",
    issueDate: "Fecha de expedición",
    expirationDate: "Fecha de caducidad",
    credentialId: "ID de la credencial",
    credentialUrl: "URL de la credencial",
  },
  help: {
    title: "Inténtelo de nuevo",
    sentence:
      "Se distinguen mayúsculas y minúsculas y, si en la dirección impresa hay un nombre antes del ID, ese nombre forma parte de ella. Si la dirección es exactamente la impresa, consulte al emisor.",
  },
  landing: {
    title: "Comprobar un certificado",
    lead: "Escriba la dirección impresa en el certificado o su ID. El registro responde si fue emitido, si sus datos registrados siguen inalterados y si fue revocado o ha caducado.",
    label: "ID o dirección del certificado",
    button: "Comprobar",
    refused:
      "Eso no es ni el ID de un certificado ni una dirección de este registro. Un ID solo tiene letras, cifras, puntos, guiones y guiones bajos, 64 como máximo.",
    scan: "Escanear un código QR",
    stopScanning: "Detener",
    noCamera: "No se pudo usar la cámara. Escriba la dirección.",
    otherCode: "Ese código no es la dirección de un certificado de este registro.",
  },
  file: {
    title: "Comprobar un archivo",
    lead: "Elija el PDF o el registro JSON que le entregaron. Se lee en este dispositivo y nunca se envía: solo se comparan su hash y el ID que contiene.",
    label: "Archivo PDF o JSON",
    drop: "O suéltelo aquí.",
    reading: "Leyendo el archivo…",
    nameless:
      "Este archivo no menciona ningún certificado de este registro. Si debía hacerlo, fue alterado o se volvió a guardar: compruebe el ID que lleva impreso.",
    unread: "Esta dirección pregunta por un archivo. Solo si elige el propio archivo, abajo, se sabrá si es el que se emitió.",
    tooLarge: "Este archivo es más grande que cualquier certificado: más de 200 MB.",
    failed: "No se pudo leer este archivo.",
    noScript:
      "Comprobar un archivo requiere JavaScript, porque el archivo no debe salir de su dispositivo. Sin JavaScript, compare el SHA-256 del archivo con el que figura en la página del certificado.",
  },
  missing: {
    title: "Esta página no existe",
    sentence: "Esta dirección no es la de un certificado. Compárela con la que está impresa en el certificado.",
  },
  busy: {
    title: "Demasiadas consultas",
    sentence:
      "Desde su dirección IP se han solicitado muchísimos certificados en un minuto. Esto no dice nada sobre el certificado. Inténtelo de nuevo dentro de un minuto.",
  },
  failure: {
    title: "No se pudo comprobar",
    sentence:
      "El registro no respondió. Esto no dice nada sobre el certificado, ni a su favor ni en su contra. Inténtelo de nuevo dentro de un minuto.",
    requestId: "Si el problema continúa, indíquenos este ID de solicitud:",
  },
};
