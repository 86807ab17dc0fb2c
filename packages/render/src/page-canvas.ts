// Collects a page's drawing operators (ISO 32000-1 annex A). It must never write a string of the caller's into them.

import type { PageImage } from "./drawing.ts";
import { formatColour, formatNumber, formatTurn } from "./format-operand.ts";
import type { Line } from "./glyph-run.ts";
import type { PageResources } from "./page-resources.ts";
import type { PageSize } from "./page-size.ts";
import { writeGlyphs } from "./write-glyphs.ts";

export type Box = { x: number; y: number; width: number; height: number };
export type Point = readonly [x: number, y: number];
export type Paint = { fill?: string | undefined; stroke?: string | undefined; thickness?: number | undefined };
export type Curve = readonly [control1: Point, control2: Point, end: Point];
export type Path = { start: Point; curves: readonly Curve[] };

/** Where a form goes. */
export type Place = { x: number; y: number; turn: number };

/** How far a circle's control points are from its ends, as a part of the radius. */
const circleControl = 0.5523;

/** The operators of one page. Points from the top left, as in a design; the file's own axis points up. */
export class PageCanvas {
  readonly #height: number;
  readonly #operators: string[] = [];
  readonly #resources: PageResources;

  constructor({ height }: PageSize, resources: PageResources) {
    this.#height = height;
    this.#resources = resources;
  }

  /** The page's content stream: ASCII only. */
  get content(): string {
    return this.#operators.join("\n");
  }

  /** Paints one rectangle, with round corners if there is a radius. */
  rectangle(x: number, y: number, width: number, height: number, paint: Paint, radius = 0): void {
    if (radius === 0) {
      this.#paint(paint, [this.#rectangle(x, y, width, height)]);
      return;
    }
    const round = Math.min(radius, width / 2, height / 2);
    const inset = round * (1 - circleControl);
    const [right, bottom] = [x + width, y + height];
    this.#paint(paint, [
      this.#move([x + round, y]),
      this.#line([right - round, y]),
      this.#curve([
        [right - inset, y],
        [right, y + inset],
        [right, y + round],
      ]),
      this.#line([right, bottom - round]),
      this.#curve([
        [right, bottom - inset],
        [right - inset, bottom],
        [right - round, bottom],
      ]),
      this.#line([x + round, bottom]),
      this.#curve([
        [x + inset, bottom],
        [x, bottom - inset],
        [x, bottom - round],
      ]),
      this.#line([x, y + round]),
      this.#curve([
        [x, y + inset],
        [x + inset, y],
        [x + round, y],
      ]),
      "h",
    ]);
  }

  /** Fills cells of a grid as one path, so that no seam shows between them: runs of `length` cells in a row, from the top left corner. */
  grid(
    at: Point,
    cellSize: number,
    runs: readonly (readonly [column: number, row: number, length: number])[],
    fill: string,
  ): void {
    let path = "";
    for (const [column, row, length] of runs) path += `${column} ${row} ${length} 1 re\n`;
    const scale = formatNumber(cellSize, 6);
    this.#operators.push(`q ${formatColour(fill)} rg ${scale} 0 0 -${scale} ${this.#point(at)} cm`, `${path}f`, "Q");
  }

  /** Paints a closed shape with straight sides. */
  polygon(points: readonly Point[], paint: Paint): void {
    const [first, ...others] = points;
    if (!first) return;
    this.#paint(paint, [this.#move(first), ...others.map((point) => this.#line(point)), "h"]);
  }

  /** Strokes one straight line. */
  line(from: Point, to: Point, stroke: string, thickness: number): void {
    this.#paint({ stroke, thickness }, [this.#move(from), this.#line(to)]);
  }

  /** Strokes the same curves at several places, each turned by `turn` radians; the curves' own origin comes to lie at the place. */
  repeatCurves(paths: readonly Path[], reach: number, stroke: string, thickness: number, places: readonly Place[]): void {
    const write = (point: Point) => point.map((value) => formatNumber(value)).join(" ");
    const path = paths.flatMap(({ start, curves }) => [
      `${write(start)} m`,
      ...curves.map((curve) => `${curve.map(write).join(" ")} c`),
    ]);
    const content = [`${formatColour(stroke)} RG ${formatNumber(thickness)} w`, ...path, "S"].join("\n");
    const name = this.#resources.addForm(content, [-reach, -reach, reach, reach]);
    for (const { x, y, turn } of places) {
      this.#operators.push(`q ${formatTurn(turn)} ${this.#point([x, y])} cm /${name} Do Q`);
    }
  }

  /** Paints a circle. */
  circle(x: number, y: number, radius: number, paint: Paint): void {
    const control = radius * circleControl;
    this.#paint(paint, [
      this.#move([x + radius, y]),
      this.#curve([
        [x + radius, y + control],
        [x + control, y + radius],
        [x, y + radius],
      ]),
      this.#curve([
        [x - control, y + radius],
        [x - radius, y + control],
        [x - radius, y],
      ]),
      this.#curve([
        [x - radius, y - control],
        [x - control, y - radius],
        [x, y - radius],
      ]),
      this.#curve([
        [x + control, y - radius],
        [x + radius, y - control],
        [x + radius, y],
      ]),
      "h",
    ]);
  }

  /** Draws a picture of the page's resources into a box; what lies outside of `clip` is not painted. */
  image({ name, kind, width, height }: PageImage, box: Box, clip: Box | null): void {
    const [across, down] = kind === "page" ? [box.width / width, box.height / height] : [box.width, box.height];
    const [x, y] = [formatNumber(box.x), formatNumber(this.#height - box.y - box.height)];
    const clipping = clip ? `${this.#rectangle(clip.x, clip.y, clip.width, clip.height)} W n ` : "";
    this.#operators.push(`q ${clipping}${formatNumber(across, 6)} 0 0 ${formatNumber(down, 6)} ${x} ${y} cm /${name} Do Q`);
  }

  /** Draws a form of the page's resources whose space is the page's own. */
  form(name: string): void {
    this.#operators.push(`/${name} Do`);
  }

  /** Draws a line of glyphs with its baseline starting at a point. `turn` is in radians, anticlockwise. */
  glyphs(line: Line, at: Point, size: number, colour: string, turn = 0): void {
    const operators = writeGlyphs(line, size, (face) => this.#resources.subset(face));
    this.#operators.push("BT", `${formatColour(colour)} rg`, `${formatTurn(turn)} ${this.#point(at)} Tm`, ...operators, "ET");
  }

  /** Runs `draw` with everything it paints as transparent as the graphics state resource of that name says. */
  withGraphicsState(name: string, draw: () => void): void {
    this.#operators.push("q", `/${name} gs`);
    draw();
    this.#operators.push("Q");
  }

  #paint(paint: Paint, path: string[]): void {
    if (paint.fill) this.#operators.push(`${formatColour(paint.fill)} rg`);
    if (paint.stroke) this.#operators.push(`${formatColour(paint.stroke)} RG ${formatNumber(paint.thickness ?? 1)} w`);
    const operator = paint.fill ? (paint.stroke ? "B" : "f") : paint.stroke ? "S" : "n";
    this.#operators.push(...path, operator);
  }

  #rectangle(x: number, y: number, width: number, height: number): string {
    return `${[x, this.#height - y - height, width, height].map((value) => formatNumber(value)).join(" ")} re`;
  }

  #move(point: Point): string {
    return `${this.#point(point)} m`;
  }

  #line(point: Point): string {
    return `${this.#point(point)} l`;
  }

  #curve(curve: Curve): string {
    return `${curve.map((point) => this.#point(point)).join(" ")} c`;
  }

  #point([x, y]: Point): string {
    return `${formatNumber(x)} ${formatNumber(this.#height - y)}`;
  }
}
