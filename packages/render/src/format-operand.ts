// Numbers and text as PDF writes them. It must never write an exponent, which PDF does not know, nor text as it is.

/** A number with at most so many decimals: a length or colour value needs three. */
export function formatNumber(value: number, decimals = 3): string {
  const scale = 10 ** decimals;
  const rounded = Math.round(value * scale) / scale;
  return rounded === 0 ? "0" : String(rounded);
}

/** The four numbers of a matrix that turns anticlockwise by `turn` radians; finer, because an error grows with the distance. */
export function formatTurn(turn: number): string {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [cos, sin, -sin, cos]
    .map((value) =>
      value
        .toFixed(6)
        .replace(/\.?0+$/, "")
        .replace(/^-0$/, "0"),
    )
    .join(" ");
}

/** A colour like #rrggbb as three numbers from 0 to 1. */
export function formatColour(colour: string): string {
  return [1, 3, 5].map((start) => formatNumber(Number.parseInt(colour.slice(start, start + 2), 16) / 255)).join(" ");
}

/** Text as UTF-16 in hex, big-endian, without a byte order mark. */
export function toUtf16Hex(text: string): string {
  let hex = "";
  for (let index = 0; index < text.length; index++) hex += toHex(text.charCodeAt(index));
  return hex;
}

/** A number below 65,536 as four hex digits. */
export function toHex(value: number): string {
  return value.toString(16).padStart(4, "0");
}
