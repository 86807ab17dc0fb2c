import { cardSize } from "./render-card.ts";

type Frame = { title: string; width?: number; height?: number };

/** The code that shows a card on another page: it lets the card open its certificate and do nothing else. `title` is HTML already. */
export function writeCardFrame(card: string, { title, width = cardSize.width, height = cardSize.height }: Frame): string {
  return `<iframe src="${card}" width="${width}" height="${height}" title="${title}" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}
