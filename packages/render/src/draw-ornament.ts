// Draws engraved ornaments: one wave of all strands, repeated along a line or round a circle. It must never draw anything by chance.
import type { OrnamentElement } from "./design.ts";
import type { PageCanvas, Path, Place, Point } from "./page-canvas.ts";

type Curve = (time: number) => Point;

/** Bézier pieces for each wave: enough that the error cannot be seen. */
const piecesPerWave = 4;

/** Draws the ornament; a wave is written once and placed many times, which keeps the file small. */
export function drawOrnamentElement(canvas: PageCanvas, element: OrnamentElement): void {
  switch (element.pattern) {
    case "rosette":
      drawRosette(canvas, element);
      break;
    case "band":
      drawBands(canvas, element, element.height, element.width, element.waves, [
        { x: element.x, y: element.y + element.height / 2, turn: 0 },
      ]);
      break;
    case "frame":
      drawFrame(canvas, element);
      break;
    default:
      element.pattern satisfies never;
  }
}

/** Four bands that leave the corners free; all waves are as nearly of one length as whole numbers allow. */
function drawFrame(canvas: PageCanvas, element: OrnamentElement): void {
  const { x, y, depth } = element;
  const [right, bottom, half] = [x + element.width, y + element.height, depth / 2];
  const [across, down] = [element.width - 2 * depth, element.height - 2 * depth];
  if (across <= 0 || down <= 0) return;
  drawBands(canvas, element, depth, across, element.waves, [
    { x: x + depth, y: y + half, turn: 0 },
    { x: x + depth, y: bottom - half, turn: 0 },
  ]);
  drawBands(canvas, element, depth, down, Math.max(2, Math.round((element.waves * down) / across)), [
    { x: x + half, y: y + depth, turn: -Math.PI / 2 },
    { x: right - half, y: y + depth, turn: -Math.PI / 2 },
  ]);
}

/** Draws bands of the same length from each start, in the direction of its turn. */
function drawBands(
  canvas: PageCanvas,
  element: OrnamentElement,
  depth: number,
  length: number,
  waves: number,
  starts: Place[],
): void {
  const wave = length / waves;
  const paths = listPhases(element.strands).map((phase) =>
    tracePath((time) => [wave * time, (depth / 2) * Math.sin(2 * Math.PI * time + phase)]),
  );
  const places = starts.flatMap(({ x, y, turn }) =>
    Array.from({ length: waves }, (_, index) => {
      const distance = index * wave;
      return { x: x + distance * Math.cos(turn), y: y - distance * Math.sin(turn), turn };
    }),
  );
  canvas.repeatCurves(paths, wave + depth, element.colour, element.thickness, places);
}

/** Strands whose radius swings between the rim and `depth` inside it. */
function drawRosette(canvas: PageCanvas, element: OrnamentElement): void {
  const rim = Math.min(element.width, element.height) / 2;
  const swing = Math.min(element.depth, rim) / 2;
  const sector = (2 * Math.PI) / element.waves;
  const paths = listPhases(element.strands).map((phase) =>
    tracePath((time) => {
      const radius = rim - swing + swing * Math.sin(2 * Math.PI * time + phase);
      return [radius * Math.cos(sector * time), radius * Math.sin(sector * time)];
    }),
  );
  const centre = { x: element.x + element.width / 2, y: element.y + element.height / 2 };
  const places = Array.from({ length: element.waves }, (_, index) => ({ ...centre, turn: index * sector }));
  canvas.repeatCurves(paths, rim + element.thickness, element.colour, element.thickness, places);
}

function listPhases(strands: number): number[] {
  return Array.from({ length: strands }, (_, strand) => (strand / strands) * 2 * Math.PI);
}

/** Approximates one wave by cubic Béziers with the same position and direction at each joint. */
function tracePath(curve: Curve): Path {
  const step = 1 / piecesPerWave;
  const tangent = (time: number): Point => {
    const [before, after] = [curve(time - step / 100), curve(time + step / 100)];
    return [((after[0] - before[0]) * 50) / 3, ((after[1] - before[1]) * 50) / 3];
  };
  const curves = Array.from({ length: piecesPerWave }, (_, index) => {
    const [from, to] = [curve(index * step), curve((index + 1) * step)];
    const [leaving, arriving] = [tangent(index * step), tangent((index + 1) * step)];
    const control1: Point = [from[0] + leaving[0], from[1] + leaving[1]];
    const control2: Point = [to[0] - arriving[0], to[1] - arriving[1]];
    return [control1, control2, to] as const;
  });
  return { start: curve(0), curves };
}
