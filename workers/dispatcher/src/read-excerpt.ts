const mostCharacters = 1024;
const mostBytes = 4096;
const mostMilliseconds = 2000;

/** The first of a body, for its owner to read; the status is known already, so that whoever drips it holds nobody up for long. Never throws. */
export async function readExcerpt({ body }: Response): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  const deadline = new Promise<null>((resolve) => setTimeout(resolve, mostMilliseconds, null));
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  try {
    while (sizeBytes < mostBytes && text.length < mostCharacters) {
      const piece = await Promise.race([reader.read(), deadline]);
      if (piece === null || piece.done) break;
      sizeBytes += piece.value.length;
      text += decoder.decode(piece.value.subarray(0, mostBytes), { stream: true });
    }
  } catch {
    // What came until then is told.
  }
  await reader.cancel().catch(() => {});
  return toStorable(text);
}

/** Postgres takes no NUL and no half of a pair. */
function toStorable(text: string): string {
  return text.replaceAll("\0", "\ufffd").slice(0, mostCharacters).toWellFormed();
}
