import type { Messages } from "./english.ts";

export const indonesian: Messages = {
  register: "Register sertifikat",
  footer:
    "Halaman ini tidak memasang kuki dan tidak meminta apa pun dari situs lain. Setiap pemeriksaan dicatat dalam log beserta waktu dan negaranya, tetapi tidak pernah beserta alamat IP.",
  language: "Bahasa",
  sandboxNotice: "Lingkungan uji coba: bukan sertifikat sungguhan",
  live: {
    verified: {
      headline: "Valid",
      sentence:
        "Sertifikat ini diterbitkan oleh penerbit yang disebutkan di bawah. Catatannya tidak diubah, dan sertifikat ini tidak dicabut dan belum kedaluwarsa.",
    },
    revoked: {
      headline: "Dicabut",
      sentence: "Penerbit telah mencabut sertifikat ini secara permanen. Sertifikat ini tidak boleh dijadikan pegangan.",
    },
    expired: {
      headline: "Kedaluwarsa",
      sentence: "Sertifikat ini memang diterbitkan dan catatannya tidak diubah, tetapi masa berlakunya habis pada {date}.",
    },
    invalid: {
      headline: "Catatan telah diubah",
      sentence:
        "Catatan yang tersimpan tidak lagi cocok dengan hash saat catatan itu diterbitkan. Isinya tidak ditampilkan di sini, dan catatan ini tidak boleh dijadikan pegangan.",
    },
    not_found: {
      headline: "Tidak ditemukan",
      sentence: "Register ini tidak memuat sertifikat di alamat ini.",
    },
    otherFile: {
      headline: "Bukan file yang diterbitkan",
      sentence:
        "File yang dipilih bukan file yang diterbitkan bersama sertifikat ini: file itu telah diubah, disimpan ulang, atau merupakan file lain. Berpeganglah pada keterangan di halaman ini, bukan pada file tersebut.",
    },
  },
  sandbox: {
    verified: {
      headline: "Lingkungan uji coba: bukan sertifikat sungguhan",
      sentence: "Ini catatan uji coba. Catatan ini lolos pemeriksaan di bawah, tetapi tidak membuktikan apa pun.",
    },
    revoked: {
      headline: "Catatan uji coba yang dicabut",
      sentence: "Ini catatan uji coba yang telah dicabut. Catatan ini tidak pernah membuktikan apa pun.",
    },
    expired: {
      headline: "Catatan uji coba yang kedaluwarsa",
      sentence: "Ini catatan uji coba yang sudah melewati tanggal kedaluwarsanya. Catatan ini tidak pernah membuktikan apa pun.",
    },
    invalid: {
      headline: "Catatan uji coba yang telah diubah",
      sentence:
        "Catatan uji coba ini tidak lagi cocok dengan hash saat catatan itu diterbitkan. Isinya tidak ditampilkan di sini.",
    },
    not_found: {
      headline: "Catatan uji coba tidak ditemukan",
      sentence: "Lingkungan uji coba tidak memuat catatan uji coba di alamat ini.",
    },
    otherFile: {
      headline: "Bukan file dari catatan uji coba ini",
      sentence:
        "File yang dipilih bukan file yang dibuat bersama catatan uji coba ini. Bagaimanapun juga, file itu tidak membuktikan apa pun.",
    },
  },
  checks: {
    title: "Yang diperiksa",
    passed: "Lolos",
    failed: "Gagal",
    notMade: "Tidak dilakukan",
    notLookedAt: "Tidak diperiksa.",
    checkedAt: "Diperiksa pada {date}, yaitu saat halaman ini diminta.",
    record: {
      name: "Catatan",
      found: "Ada dalam register ini.",
      missing: "Register ini tidak memuat catatan di alamat ini.",
    },
    hash: {
      name: "Hash",
      equal: "Hasil hitung ulang dari catatan sama dengan hash saat catatan itu diterbitkan.",
      differs: "Hasil hitung ulang dari catatan berbeda dari hash saat catatan itu diterbitkan.",
    },
    revocation: { name: "Pencabutan", none: "Penerbit tidak mencabutnya.", revoked: "Dicabut pada {date}." },
    expiry: {
      name: "Masa berlaku",
      none: "Tidak ada tanggal kedaluwarsa.",
      expired: "Kedaluwarsa sejak {date}.",
      expires: "Akan kedaluwarsa pada {date}.",
    },
    domain: {
      name: "Domain penerbit",
      proven: "Pada {date}, penerbit membuktikan bahwa {domain} adalah domain miliknya.",
      unproven: "Penerbit belum membuktikan kepemilikan domain apa pun. Nama penerbit adalah nama yang disebutkannya sendiri.",
    },
    file: {
      name: "File",
      pdf: "File yang dipilih, byte demi byte, adalah PDF yang diterbitkan.",
      record: "File yang dipilih berisi, byte demi byte, catatan yang diterbitkan.",
      other: "File yang dipilih tidak sama, byte demi byte, dengan yang diterbitkan.",
    },
  },
  record: {
    title: "Sertifikat",
    picture: "Gambar sertifikat",
    recipient: "Penerima",
    issuer: "Penerbit",
    issuedOn: "Diterbitkan pada",
    revokedOn: "Dicabut pada",
    reason: "Alasan",
    noReason: "Penerbit tidak menyebutkan alasan.",
    expiresOn: "Kedaluwarsa pada",
    noExpiry: "Tanpa tanggal kedaluwarsa",
    certificateId: "ID sertifikat",
  },
  proof: {
    title: "Hash sertifikat",
    summary: "Cara menghitungnya ulang",
    meaning:
      "Hash ini adalah SHA-256 dari teks di bawah, dalam UTF-8 dan tanpa pemisah baris di akhirnya: catatan sertifikat dalam bentuk kanonis RFC 8785. Alamat email dan nilai pribadi di dalamnya hanya berupa digest dengan salt.",
    command: "Untuk mengambil teks itu dari register dan menghitung hash-nya di komputer Anda sendiri:",
    pdfHash: "SHA-256 dari PDF yang diterbitkan",
  },
  keep: {
    title: "Simpan dan bagikan",
    pdf: "Unduh PDF",
    png: "Unduh sebagai gambar",
    noFilesTitle: "Tidak ada berkas di tautan ini",
    noFiles: "Tautan ke berkas ini telah kedaluwarsa, atau ditarik bersama sertifikatnya. Mintalah tautan baru kepada penerbit.",
    receipt: "Unduh bukti pemeriksaan bertanda tangan digital",
    receiptMeaning:
      "Bukti pemeriksaan menyatakan apa yang ditanyakan, apa yang ditemukan, dan kapan, serta ditandatangani oleh register ini. Siapa pun dapat memeriksanya dengan kunci yang dipublikasikan register ini, bahkan jika halaman ini sudah tidak ada.",
    json: "Buka sebagai JSON",
    badge: "Lencana untuk halaman web",
    card: "Kartu untuk halaman web",
    linkedIn: "Tambahkan ke LinkedIn",
    linkedInMeaning: "Jika formulirnya tetap kosong, salin data berikut ke dalamnya:",
    name: "Nama",
    organization: "Organisasi penerbit",
    issueDate: "Tanggal terbit",
    expirationDate: "Tanggal kedaluwarsa",
    credentialId: "ID Kredensial",
    credentialUrl: "URL Kredensial",
  },
  help: {
    title: "Coba lagi",
    sentence:
      "Huruf besar dan huruf kecil dibedakan, dan jika alamat yang tercetak memuat nama sebelum ID, nama itu merupakan bagian dari alamat tersebut. Jika alamatnya persis sama dengan yang tercetak, tanyakan kepada penerbit.",
  },
  landing: {
    title: "Periksa sertifikat",
    lead: "Ketik alamat yang tercetak pada sertifikat, atau ID-nya. Register ini menjawab apakah sertifikat itu diterbitkan, apakah catatannya tidak diubah, dan apakah sertifikat itu telah dicabut atau kedaluwarsa.",
    label: "ID atau alamat sertifikat",
    button: "Periksa",
    refused:
      "Itu bukan ID sertifikat dan bukan alamat dalam register ini. ID hanya berisi huruf, angka, titik, tanda hubung, dan garis bawah, paling banyak 64 karakter.",
    scan: "Pindai kode QR",
    stopScanning: "Hentikan",
    noCamera: "Kamera tidak dapat digunakan. Silakan ketik alamatnya.",
    otherCode: "Kode itu bukan alamat sertifikat dalam register ini.",
  },
  file: {
    title: "Periksa file",
    lead: "Pilih PDF atau catatan JSON yang diberikan kepada Anda. File dibaca di perangkat ini dan tidak pernah dikirim: hanya hash-nya dan ID di dalamnya yang dibandingkan.",
    label: "File PDF atau JSON",
    drop: "Atau jatuhkan file di sini.",
    reading: "Membaca file…",
    nameless:
      "File ini tidak menyebutkan sertifikat mana pun dalam register ini. Jika seharusnya ada, file itu telah diubah atau disimpan ulang: periksa ID yang tercetak di dalamnya.",
    unread:
      "Alamat ini menanyakan sebuah file. Hanya dengan memilih file itu sendiri di bawah dapat diketahui apakah file itu yang diterbitkan.",
    tooLarge: "File ini lebih besar daripada sertifikat mana pun: lebih dari 200 MB.",
    failed: "File ini tidak dapat dibaca.",
    noScript:
      "Pemeriksaan file memerlukan JavaScript karena file tidak boleh meninggalkan perangkat Anda. Tanpa JavaScript, bandingkan SHA-256 file itu dengan yang tertera di halaman sertifikat.",
  },
  missing: {
    title: "Halaman tidak ada",
    sentence: "Alamat ini bukan alamat sertifikat. Bandingkan dengan alamat yang tercetak pada sertifikat.",
  },
  busy: {
    title: "Terlalu banyak pemeriksaan",
    sentence:
      "Alamat IP Anda telah meminta sangat banyak sertifikat dalam satu menit. Hal ini tidak menyatakan apa pun tentang sertifikat tersebut. Silakan coba lagi dalam satu menit.",
  },
  failure: {
    title: "Tidak dapat diperiksa",
    sentence:
      "Register tidak menjawab. Hal ini tidak menyatakan apa pun tentang sertifikat tersebut, baik yang menguatkan maupun yang melemahkannya. Silakan coba lagi dalam satu menit.",
    requestId: "Jika masalah ini berlanjut, beri tahu kami ID permintaan ini:",
  },
};
