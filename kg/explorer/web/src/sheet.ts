/** The canvas of the map. It may reach beyond the window's sides: then a drag pushes it and nothing is drawn anew. */

import type { Camera } from "./camera";
import type { View } from "./picture";

export class Sheet {
  /** How far it reaches beyond each side of the window, in CSS pixels. */
  private margin = 0;
  /** Where it lies beside the place it was drawn for, in CSS pixels. */
  private offset: readonly [x: number, y: number] = [0, 0];
  private drawn: View | null = null;

  constructor(readonly canvas: HTMLCanvasElement) {}

  /** Make room for a picture of what the camera sees and of a margin around it. */
  lay(camera: Camera, ratio: number, margin: number): void {
    const { canvas } = this;
    const [width, height] = [camera.width + 2 * margin, camera.height + 2 * margin];
    if (margin !== this.margin) {
      const { style } = canvas;
      style.inset = margin ? `${-margin}px` : "";
      style.width = margin ? `${width}px` : "";
      style.height = margin ? `${height}px` : "";
    }
    this.margin = margin;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    this.drawn = camera.view;
    this.place(0, 0);
  }

  /** Move what is drawn to where the camera looks now; false where it does not reach so far. */
  push({ x, y, scale }: Camera): boolean {
    const { drawn, margin } = this;
    if (!drawn || drawn.scale !== scale) return false;
    const [dx, dy] = [(drawn.x - x) * scale, (drawn.y - y) * scale];
    if (Math.max(Math.abs(dx), Math.abs(dy)) > margin) return false;
    this.place(dx, dy);
    return true;
  }

  /** Whether it lies where it was drawn for, with such a margin. */
  fits(margin: number): boolean {
    return margin === this.margin && !this.offset[0] && !this.offset[1];
  }

  private place(x: number, y: number): void {
    const moved = x !== this.offset[0] || y !== this.offset[1];
    this.offset = [x, y];
    if (moved) this.canvas.style.transform = x || y ? `translate(${x}px, ${y}px)` : "";
  }

  /** A point of the window as one of the sheet. */
  under(x: number, y: number): readonly [x: number, y: number] {
    return [x - this.offset[0] + this.margin, y - this.offset[1] + this.margin];
  }
}
