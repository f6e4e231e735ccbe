/** Mouse, pen and fingers on the map: move, zoom, choose, expand, drag. */

import type { Model } from "./model";
import { NONE, type NodeIndex } from "./payload";
import type { Stage } from "./stage";

/** A pointer that moved less than this was a click. */
const STILL = 5;
const DOUBLE_MS = 320;
/** Nodes of a smaller radius, in pixels, are not dragged. */
const GRASP = 3.2;

interface Held {
  x: number;
  y: number;
}

export class Pointers {
  private readonly held = new Map<number, Held>();
  private dragged: NodeIndex = NONE;
  private start: Held = { x: 0, y: 0 };
  private travelled = false;
  private spread = 0;
  private lastClick = { node: NONE, at: 0 };

  constructor(
    private readonly model: Model,
    private readonly stage: Stage,
  ) {
    const { map } = stage;
    map.addEventListener("pointerdown", (event) => this.down(event));
    map.addEventListener("pointermove", (event) => this.move(event));
    map.addEventListener("pointerup", (event) => this.up(event));
    map.addEventListener("pointercancel", (event) => this.held.delete(event.pointerId));
    map.addEventListener("pointerleave", () => model.hover(NONE));
    map.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  private spot(event: MouseEvent): Held {
    const box = this.stage.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private nodeUnder({ x, y }: Held, slack: number): NodeIndex {
    const node = this.stage.nodeAt(x, y, slack);
    return node === NONE ? this.stage.labelAt(x, y) : node;
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.stage.halt();
    this.stage.map.setPointerCapture(event.pointerId);
    const spot = this.spot(event);
    this.held.set(event.pointerId, spot);
    if (this.held.size > 1) {
      this.travelled = true;
      this.dragged = NONE;
      this.spread = this.apart();
      return;
    }
    this.start = spot;
    this.travelled = false;
    this.dragged = this.grasped(spot, event.pointerType);
  }

  /** Only what is large enough to be meant is dragged; all else moves the map. */
  private grasped(spot: Held, pointer: string): NodeIndex {
    const node = pointer === "mouse" ? this.stage.nodeAt(spot.x, spot.y, 1) : NONE;
    return node !== NONE && this.stage.scene.radius(node) >= GRASP ? node : NONE;
  }

  private apart(): number {
    const [one, two] = [...this.held.values()];
    return Math.hypot(one.x - two.x, one.y - two.y);
  }

  private move(event: PointerEvent): void {
    const spot = this.spot(event);
    const before = this.held.get(event.pointerId);
    if (!before) {
      const node = this.nodeUnder(spot, 4);
      this.model.hover(node);
      this.stage.map.style.cursor = node === NONE ? "" : "pointer";
      return;
    }
    if (!this.travelled && Math.hypot(spot.x - this.start.x, spot.y - this.start.y) < STILL) return;
    if (this.held.size > 1) return this.pinch(event.pointerId, spot);
    if (this.dragged !== NONE) this.drag(spot);
    else this.stage.drag(spot.x - before.x, spot.y - before.y);
    this.travelled = true;
    this.held.set(event.pointerId, spot);
  }

  private drag(spot: Held): void {
    const { camera } = this.stage;
    this.model.pin(this.dragged, [camera.worldX(spot.x), camera.worldY(spot.y)], !this.travelled);
  }

  private pinch(id: number, spot: Held): void {
    const before = this.held.get(id)!;
    this.held.set(id, spot);
    const [one, two] = [...this.held.values()];
    const apart = this.apart();
    this.stage.camera.pan((spot.x - before.x) / 2, (spot.y - before.y) / 2);
    if (this.spread > 0) this.stage.camera.zoom(apart / this.spread, (one.x + two.x) / 2, (one.y + two.y) / 2);
    this.spread = apart;
    this.stage.moved();
  }

  private up(event: PointerEvent): void {
    if (!this.held.delete(event.pointerId)) return;
    if (this.travelled || this.held.size) return;
    const spot = this.spot(event);
    const slack = event.pointerType === "mouse" ? 4 : 14;
    const node = this.nodeUnder(spot, slack);
    if (node !== NONE) return this.clicked(node, event.timeStamp);
    const edge = this.stage.edgeAt(spot.x, spot.y);
    if (edge !== NONE) this.model.select({ kind: "edge", edge }, this.stage.camera.view);
    else if (this.model.selection) this.model.select(null, this.stage.camera.view);
  }

  private clicked(node: NodeIndex, at: number): void {
    const again = this.lastClick.node === node && at - this.lastClick.at < DOUBLE_MS;
    this.lastClick = { node, at };
    if (again) this.model.expand(node);
    else if (this.model.selectedNode !== node) this.model.select({ kind: "node", node }, this.stage.camera.view);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.stage.halt();
    const { x, y } = this.spot(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const turn = Math.max(-120, Math.min(120, event.deltaY * lines));
    this.stage.camera.zoom(Math.exp(-turn * (event.ctrlKey ? 0.01 : 0.0022)), x, y);
    this.stage.moved();
  }
}
