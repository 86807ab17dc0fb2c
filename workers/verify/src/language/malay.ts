import type { Messages } from "./english.ts";

export const malay: Messages = {
  register: "Daftar Sijil",
  footer:
    "Halaman ini tidak menetapkan sebarang kuki dan tidak meminta apa-apa daripada laman lain. Setiap semakan direkodkan dalam log bersama masa dan negaranya, tetapi tidak sekali-kali bersama alamat IP.",
  language: "Bahasa",
  sandboxNotice: "Persekitaran ujian: bukan sijil sebenar",
  live: {
    verified: {
      headline: "Sah",
      sentence:
        "Sijil ini dikeluarkan oleh pengeluar yang dinamakan di bawah. Rekodnya tidak diubah, dan sijil ini tidak dibatalkan serta belum tamat tempoh.",
    },
    revoked: {
      headline: "Dibatalkan",
      sentence: "Pengeluar telah membatalkan sijil ini secara kekal. Sijil ini tidak boleh dijadikan sandaran.",
    },
    expired: {
      headline: "Tamat tempoh",
      sentence: "Sijil ini memang telah dikeluarkan dan rekodnya tidak diubah, tetapi tempohnya telah tamat pada {date}.",
    },
    invalid: {
      headline: "Rekod telah diubah",
      sentence:
        "Rekod yang disimpan tidak lagi sepadan dengan nilai hash yang ada semasa rekod itu dikeluarkan. Kandungannya tidak dipaparkan di sini, dan rekod ini tidak boleh dijadikan sandaran.",
    },
    not_found: {
      headline: "Tidak ditemui",
      sentence: "Daftar ini tidak mempunyai sebarang sijil di alamat ini.",
    },
    otherFile: {
      headline: "Bukan fail yang dikeluarkan",
      sentence:
        "Fail yang dipilih bukan fail yang dikeluarkan bersama sijil ini: fail itu telah diubah, disimpan semula atau merupakan fail lain. Percayai maklumat pada halaman ini, bukan fail itu.",
    },
  },
  sandbox: {
    verified: {
      headline: "Persekitaran ujian: bukan sijil sebenar",
      sentence: "Ini ialah rekod ujian. Rekod ini lulus semakan di bawah, tetapi tidak memperakui apa-apa.",
    },
    revoked: {
      headline: "Rekod ujian yang dibatalkan",
      sentence: "Ini ialah rekod ujian yang telah dibatalkan. Rekod ini tidak pernah memperakui apa-apa.",
    },
    expired: {
      headline: "Rekod ujian yang tamat tempoh",
      sentence: "Ini ialah rekod ujian yang telah melepasi tarikh tamat tempohnya. Rekod ini tidak pernah memperakui apa-apa.",
    },
    invalid: {
      headline: "Rekod ujian yang telah diubah",
      sentence:
        "Rekod ujian ini tidak lagi sepadan dengan nilai hash yang ada semasa rekod itu dikeluarkan. Kandungannya tidak dipaparkan di sini.",
    },
    not_found: {
      headline: "Rekod ujian tidak ditemui",
      sentence: "Persekitaran ujian tidak mempunyai sebarang rekod ujian di alamat ini.",
    },
    otherFile: {
      headline: "Bukan fail bagi rekod ujian ini",
      sentence:
        "Fail yang dipilih bukan fail yang dibuat bersama rekod ujian ini. Dalam apa-apa keadaan pun, fail itu tidak memperakui apa-apa.",
    },
  },
  checks: {
    title: "Perkara yang disemak",
    passed: "Lulus",
    failed: "Gagal",
    notMade: "Tidak dibuat",
    notLookedAt: "Tidak diperiksa.",
    checkedAt: "Disemak pada {date}, iaitu pada saat halaman ini diminta.",
    record: {
      name: "Rekod",
      found: "Ada dalam daftar ini.",
      missing: "Daftar ini tidak mempunyai sebarang rekod di alamat ini.",
    },
    hash: {
      name: "Hash",
      equal: "Nilai yang dihitung semula daripada rekod sama dengan nilai semasa rekod itu dikeluarkan.",
      differs: "Nilai yang dihitung semula daripada rekod berbeza daripada nilai semasa rekod itu dikeluarkan.",
    },
    revocation: { name: "Pembatalan", none: "Pengeluar tidak membatalkannya.", revoked: "Dibatalkan pada {date}." },
    expiry: {
      name: "Tempoh sah",
      none: "Tiada tarikh tamat tempoh.",
      expired: "Telah tamat tempoh sejak {date}.",
      expires: "Akan tamat tempoh pada {date}.",
    },
    domain: {
      name: "Domain pengeluar",
      proven: "Pada {date}, pengeluar membuktikan bahawa {domain} ialah domain miliknya.",
      unproven: "Pengeluar belum membuktikan sebarang domain miliknya. Nama pengeluar ialah nama yang dinyatakannya sendiri.",
    },
    file: {
      name: "Fail",
      pdf: "Fail yang dipilih, bait demi bait, ialah PDF yang dikeluarkan.",
      record: "Fail yang dipilih mengandungi, bait demi bait, rekod yang dikeluarkan.",
      other: "Fail yang dipilih tidak sama, bait demi bait, dengan apa yang dikeluarkan.",
    },
  },
  record: {
    title: "Sijil",
    picture: "Gambar sijil",
    recipient: "Penerima",
    issuer: "Pengeluar",
    issuedOn: "Dikeluarkan pada",
    revokedOn: "Dibatalkan pada",
    reason: "Sebab",
    noReason: "Pengeluar tidak menyatakan sebab.",
    expiresOn: "Tamat tempoh pada",
    noExpiry: "Tiada tarikh tamat tempoh",
    certificateId: "ID sijil",
  },
  proof: {
    title: "Hash sijil",
    summary: "Cara menghitungnya semula",
    meaning:
      "Hash ini ialah SHA-256 bagi teks di bawah, dalam UTF-8 dan tanpa pemisah baris di hujungnya: rekod sijil dalam bentuk kanonik RFC 8785. Alamat e-mel dan nilai peribadi hanya terkandung di dalamnya sebagai nilai hash bergaram (salted).",
    command: "Untuk mengambil teks itu daripada daftar dan menghitung nilai hash teks itu pada komputer anda sendiri:",
    pdfHash: "SHA-256 bagi PDF yang dikeluarkan",
  },
  keep: {
    title: "Simpan dan kongsi",
    pdf: "Muat turun PDF",
    png: "Muat turun sebagai gambar",
    noFilesTitle: "Tiada fail pada pautan ini",
    noFiles:
      "Pautan kepada fail ini telah tamat tempoh, atau ditarik balik bersama sijil. Minta pautan baharu daripada pengeluar.",
    receipt: "Muat turun resit bertandatangan digital",
    receiptMeaning:
      "Resit menyatakan apa yang ditanya, apa yang ditemui dan bila, serta ditandatangani oleh daftar ini. Sesiapa sahaja boleh menyemaknya dengan kunci yang diterbitkan oleh daftar ini, walaupun halaman ini sudah tiada.",
    json: "Buka sebagai JSON",
    badge: "Lencana untuk halaman web",
    card: "Kad untuk halaman web",
    linkedIn: "Tambah pada LinkedIn",
    linkedInMeaning: "Jika borang itu kekal kosong, salin yang berikut ke dalamnya:",
    name: "Nama",
    organization: "Organisasi pengeluar",
    issueDate: "Tarikh pengeluaran",
    expirationDate: "Tarikh tamat tempoh",
    credentialId: "ID Kredensial",
    credentialUrl: "URL Kredensial",
  },
  help: {
    title: "Cuba lagi",
    sentence:
      "Huruf besar dan huruf kecil dibezakan, dan jika alamat yang dicetak mempunyai nama sebelum ID, nama itu sebahagian daripada alamat tersebut. Jika alamat itu betul-betul sama dengan yang dicetak, sila tanya pengeluar.",
  },
  landing: {
    title: "Semak sijil",
    lead: "Taip alamat yang dicetak pada sijil, atau ID sijil itu. Daftar ini menjawab sama ada sijil itu telah dikeluarkan, sama ada rekodnya tidak diubah, dan sama ada sijil itu telah dibatalkan atau tamat tempoh.",
    label: "ID atau alamat sijil",
    button: "Semak",
    refused:
      "Itu bukan ID sijil dan bukan alamat dalam daftar ini. ID hanya mengandungi huruf, angka, titik, sempang dan garis bawah, paling banyak 64 aksara.",
    scan: "Imbas kod QR",
    stopScanning: "Henti",
    noCamera: "Kamera tidak dapat digunakan. Sila taip alamat itu.",
    otherCode: "Kod itu bukan alamat sijil dalam daftar ini.",
  },
  file: {
    title: "Semak fail",
    lead: "Pilih PDF atau rekod JSON yang diberikan kepada anda. Fail itu dibaca pada peranti ini dan tidak sekali-kali dihantar: hanya nilai hash fail itu dan ID di dalamnya dibandingkan.",
    label: "Fail PDF atau JSON",
    drop: "Atau lepaskan fail di sini.",
    reading: "Fail sedang dibaca…",
    nameless:
      "Fail ini tidak menyebut mana-mana sijil dalam daftar ini. Jika sepatutnya ada, fail itu telah diubah atau disimpan semula: semak ID yang dicetak padanya.",
    unread:
      "Alamat ini bertanya tentang satu fail. Hanya dengan memilih fail itu sendiri di bawah dapat diketahui sama ada fail itu yang dikeluarkan.",
    tooLarge: "Fail ini lebih besar daripada mana-mana sijil: melebihi 200 MB.",
    failed: "Fail ini tidak dapat dibaca.",
    noScript:
      "Semakan fail memerlukan JavaScript kerana fail itu tidak boleh meninggalkan peranti anda. Tanpa JavaScript, bandingkan SHA-256 fail itu dengan yang tertera pada halaman sijil.",
  },
  missing: {
    title: "Halaman tidak wujud",
    sentence: "Alamat ini bukan alamat sijil. Bandingkan alamat ini dengan alamat yang dicetak pada sijil.",
  },
  busy: {
    title: "Terlalu banyak semakan",
    sentence:
      "Sangat banyak sijil telah diminta daripada alamat IP anda dalam masa satu minit. Hal ini tidak menyatakan apa-apa tentang sijil itu. Sila cuba lagi selepas satu minit.",
  },
  failure: {
    title: "Tidak dapat disemak",
    sentence:
      "Daftar tidak menjawab. Hal ini tidak menyatakan apa-apa tentang sijil itu, sama ada menyokong ataupun menafikan kesahannya. Sila cuba lagi selepas satu minit.",
    requestId: "Jika masalah ini berterusan, beritahu kami ID permintaan ini:",
  },
};
