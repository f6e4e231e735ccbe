/** Where an edge runs on the screen: straight, or aside of others between the same two. */

import type { Camera } from "../camera";
import type { Layers } from "./layers";

const STEP = 26;

export interface Line {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  /** The handle of a quadratic curve; null for a straight line. */
  readonly bend: readonly [x: number, y: number] | null;
}

export function handle(fromX: number, fromY: number, toX: number, toY: number, bend: number): readonly [number, number] | null {
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (!bend || length < 24) return null;
  const aside = Math.sign(bend) * Math.min(Math.abs(bend) * STEP, length * 0.45);
  return [
    (fromX + toX) / 2 - ((toY - fromY) / length) * aside,
    (fromY + toY) / 2 + ((toX - fromX) / length) * aside,
  ];
}

export function lineOf(camera: Camera, layers: Layers, source: number, target: number, bend: number): Line {
  const fromX = camera.screenX(layers.x[source]);
  const fromY = camera.screenY(layers.y[source]);
  const toX = camera.screenX(layers.x[target]);
  const toY = camera.screenY(layers.y[target]);
  return { fromX, fromY, toX, toY, bend: handle(fromX, fromY, toX, toY, bend) };
}

/** A point of the line, `at` from 0 to 1. */
export function along(line: Line, at: number): readonly [number, number] {
  const { fromX, fromY, toX, toY, bend } = line;
  if (!bend) return [fromX + (toX - fromX) * at, fromY + (toY - fromY) * at];
  const rest = 1 - at;
  return [
    rest * rest * fromX + 2 * rest * at * bend[0] + at * at * toX,
    rest * rest * fromY + 2 * rest * at * bend[1] + at * at * toY,
  ];
}

/** How far a point is from the line, in pixels. */
export function distance(line: Line, x: number, y: number): number {
  if (!line.bend) return toSegment(x, y, line.fromX, line.fromY, line.toX, line.toY);
  let nearest = Infinity;
  let [beforeX, beforeY] = [line.fromX, line.fromY];
  for (let step = 1; step <= 10; step++) {
    const [nextX, nextY] = along(line, step / 10);
    nearest = Math.min(nearest, toSegment(x, y, beforeX, beforeY, nextX, nextY));
    [beforeX, beforeY] = [nextX, nextY];
  }
  return nearest;
}

function toSegment(x: number, y: number, fromX: number, fromY: number, toX: number, toY: number): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const square = dx * dx + dy * dy;
  const at = square ? Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / square)) : 0;
  return Math.hypot(x - fromX - at * dx, y - fromY - at * dy);
}
