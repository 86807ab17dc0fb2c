// CSV files as training providers have them: names in twelve scripts, commas, quotes and line breaks in quoted cells.

const names = [
  "Aina Rahman",
  "Nguyễn Thị Ánh",
  "Владимир Соловьёв",
  "Ελένη Παπαδοπούλου",
  "عائشة بنت محمد",
  "יעל כהן",
  "प्रिया शर्मा",
  "প্রিয়া চক্রবর্তী",
  "சுப்பிரமணியன் ரவி",
  "สมชาย ใจดี",
  "王小明",
  "佐藤花子",
  "김민준",
  "ანა ბერიძე",
];

const venues = ["Kuala Lumpur", "Hall 4, East Wing", 'The "Annex"', "Level 2\nRoom 7", ""];

/** As many scripts as there are names; `names.length` is more than twelve. */
export const scriptCount = names.length;

/** `idPrefix` begins each certificateId; the names are those of `scripts`, or of all. */
export function makeBatchFile(count: number, idPrefix: string, scripts = scriptCount): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const name = `${names[index % scripts]} ${index % 97}`;
    const cells = [`${idPrefix}-${index + 1}`, name, `r${index}@example.com`, "Advanced Scaffold Inspection, Level 3"];
    return [...cells, "Dr. Farah Aziz", venues[index % venues.length] ?? ""].map(quote).join(",");
  });
  return `\ufeffCertificate ID,Name,E-mail,Title,publicMetadata.trainer_name,publicMetadata.venue\r\n${rows.join("\r\n")}\r\n`;
}

function quote(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
