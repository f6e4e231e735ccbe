/** World ↔ screen: where on the map the window is. Screen units are CSS pixels. */

import type { View } from "./picture";

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What panels cover, in CSS pixels. */
export interface Insets {
  readonly right: number;
  readonly bottom: number;
}

const NEAREST = 12;
const FURTHEST = 0.004;

export class Camera {
  /** The middle of the window in world units; pixels a unit. */
  x = 0;
  y = 0;
  scale = 1;
  width = 1;
  height = 1;
  /** How much of the width and height at each side is beyond the window. */
  margin = 0;
  insets: Insets = { right: 0, bottom: 0 };

  get view(): View {
    return { x: this.x, y: this.y, scale: this.scale };
  }

  set view({ x, y, scale }: View) {
    this.x = x;
    this.y = y;
    this.scale = Math.min(NEAREST, Math.max(FURTHEST, scale));
  }

  screenX(x: number): number {
    return (x - this.x) * this.scale + this.width / 2;
  }

  screenY(y: number): number {
    return (y - this.y) * this.scale + this.height / 2;
  }

  worldX(x: number): number {
    return (x - this.width / 2) / this.scale + this.x;
  }

  worldY(y: number): number {
    return (y - this.height / 2) / this.scale + this.y;
  }

  pan(dx: number, dy: number): void {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
  }

  /** Do something as if the window were wider by so many pixels at each side. */
  wider(margin: number, act: () => void): void {
    const { width, height } = this;
    Object.assign(this, { width: width + 2 * margin, height: height + 2 * margin, margin });
    act();
    Object.assign(this, { width, height, margin: 0 });
  }

  /** Nearer or further; the point under (x, y) stays there. */
  zoom(factor: number, x = this.width / 2, y = this.height / 2): void {
    const [worldX, worldY] = [this.worldX(x), this.worldY(y)];
    this.scale = Math.min(NEAREST, Math.max(FURTHEST, this.scale * factor));
    this.x += worldX - this.worldX(x);
    this.y += worldY - this.worldY(y);
  }

  /** The view that shows all of `bounds` beside the panels, no nearer than `nearest`. */
  fitted(bounds: Bounds, nearest: number, margin = 36): View {
    const width = Math.max(80, this.width - this.insets.right - 2 * margin);
    const height = Math.max(80, this.height - this.insets.bottom - 2 * margin);
    const across = Math.max(1, bounds.right - bounds.left);
    const down = Math.max(1, bounds.bottom - bounds.top);
    const scale = Math.min(nearest, width / across, height / down);
    return this.centred((bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2, scale);
  }

  /** The view in which a point stands in the middle of what panels leave free. */
  centred(x: number, y: number, scale: number): View {
    return { x: x + this.insets.right / 2 / scale, y: y + this.insets.bottom / 2 / scale, scale };
  }
}
