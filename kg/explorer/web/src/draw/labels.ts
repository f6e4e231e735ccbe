/** Which names are written and where, so that none lies on another or on a large node. */

import type { Camera } from "../camera";

export interface Label {
  readonly node: number;
  readonly text: string;
  /** The middle of the text's line, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface Nameable {
  readonly node: number;
  readonly text: string;
  readonly size: number;
  /** World coordinates and, in pixels, how far the node reaches. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const WIDEST = 30;

/** Width in ems: a Chinese character is one, a Latin letter about half. Measuring would cost more than it gives. */
export function ems(text: string): number {
  let width = widths.get(text);
  if (width === undefined) widths.set(text, (width = summed(text)));
  return width;
}

const widths = new Map<string, number>();

function summed(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Of a character in two parts the first is counted.
    if (code >= 0xdc00 && code <= 0xdfff) continue;
    if (code > 0x2e7f) width += 1;
    else if (code >= 65 && code <= 90) width += 0.68;
    else width += NARROW.includes(text[at]) ? 0.3 : 0.56;
  }
  return width;
}

const NARROW = " .li";

/** The name, or as much of it as a label holds. */
export function shortened(name: string): string {
  // No letter is wider than two.
  if (2 * name.length <= WIDEST) return name;
  let width = 0;
  let end = 0;
  for (const letter of name) {
    width += letter.codePointAt(0)! > 0x2e7f ? 2 : 1;
    if (width > WIDEST) return `${name.slice(0, end).trimEnd()}…`;
    end += letter.length;
  }
  return name;
}

const CELL_WIDTH = 10;
const CELL_HEIGHT = 6;

/** What a cell holds. A name may go where a node is, if it must; never where a name is. */
const NODE = 1;
const NAME = 2;

/** The window as cells that are taken or free. */
export class Room {
  private readonly columns: number;
  private readonly rows: number;
  private readonly taken: Uint8Array;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.columns = Math.ceil(width / CELL_WIDTH) + 1;
    this.rows = Math.ceil(height / CELL_HEIGHT) + 1;
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  /** Take the place of a label that is there already. */
  hold({ text, x, y, size }: Label): void {
    const [width, height] = [ems(text) * size + 6, size + 3];
    this.fill([x - width / 2, y - height / 2, x + width / 2, y + height / 2], NAME);
  }

  /** Names keep off this box as far as they can. */
  reserve(box: Box): void {
    this.fill(box, NODE);
  }

  /** Take a box for a name if all of it is in the window and free, or holds nothing but nodes where it may lie over them. */
  take(box: Box, overNodes = false): boolean {
    if (box[0] < 0 || box[1] < 0 || box[2] > this.width || box[3] > this.height) return false;
    const { taken, columns } = this;
    const blocked = overNodes ? NAME : NODE;
    const toRow = Math.floor(box[3] / CELL_HEIGHT);
    const [from, to] = [Math.floor(box[0] / CELL_WIDTH), Math.floor(box[2] / CELL_WIDTH)];
    for (let row = Math.floor(box[1] / CELL_HEIGHT); row <= toRow; row++) {
      const last = row * columns + to;
      for (let at = row * columns + from; at <= last; at++) if (taken[at] >= blocked) return false;
    }
    this.fill(box, NAME);
    return true;
  }

  private fill(box: Box, what: number): void {
    const lastRow = Math.min(Math.floor(box[3] / CELL_HEIGHT), this.rows - 1);
    const from = Math.max(0, Math.floor(box[0] / CELL_WIDTH));
    const to = Math.min(Math.floor(box[2] / CELL_WIDTH), this.columns - 1);
    for (let row = Math.max(0, Math.floor(box[1] / CELL_HEIGHT)); row <= lastRow; row++) {
      this.taken.fill(what, row * this.columns + from, row * this.columns + to + 1);
    }
  }
}

/** In pixels: left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

/**
 * Below, right, above, left of the node: the first that is free. The first names of the list choose first; the
 * `sure` first of them are written over other nodes where nothing else is left, or `all` of them over anything.
 */
export function placed(names: Iterable<Nameable>, camera: Camera, room: Room, most: number, sure: number | "all" = 0): Label[] {
  const labels: Label[] = [];
  let asked = 0;
  for (const { node, text, size, x, y, radius } of names) {
    if (labels.length >= most) break;
    const middleX = camera.screenX(x);
    const middleY = camera.screenY(y);
    if (middleX < -40 || middleY < -20 || middleX > camera.width + 40 || middleY > camera.height + 20) continue;
    const width = ems(text) * size + 6;
    const height = size + 3;
    // At the sides of the window aside, so that the name is whole.
    const overX = Math.min(Math.max(middleX, width / 2), camera.width - width / 2);
    const spots: readonly (readonly [number, number])[] = [
      [overX, middleY + radius + height / 2 + 1],
      [middleX + radius + width / 2 + 1, middleY],
      [overX, middleY - radius - height / 2 - 1],
      [middleX - radius - width / 2 - 1, middleY],
    ];
    const take = (at: readonly [number, number], overNodes: boolean): boolean =>
      room.take([at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2], overNodes);
    const must = sure === "all" || asked++ < sure;
    let spot = spots.find((one) => take(one, false)) ?? (must ? spots.find((one) => take(one, true)) : undefined);
    if (sure === "all") spot ??= spots[0];
    if (spot) labels.push({ node, text, x: spot[0], y: spot[1], size });
  }
  return labels;
}
