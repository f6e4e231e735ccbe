/** The map on a canvas: edges, nodes, names. Draws what it is given and keeps nothing but what it has worked out. */

import type { Camera } from "../camera";
import type { Graph, Language } from "../graph";
import type { Visible } from "../visible";
import { placed, Room, shortened, type Label, type Nameable } from "./labels";
import { MANY, MOVING, type Layers } from "./layers";
import { handle } from "./lines";
import { trace } from "./shapes";
import type { Theme } from "./theme";

export const FONT = 'system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
/** Smaller than this, a shape is a dot. */
const DOT = 2;
/** So few edges may be as wide as they like. */
const FEW = 600;
/** This many names come before the dots in their way, the first of them before large ones, too. */
const FIRST_NAMES = 40;
const SURE_NAMES = 12;

/** What a quick picture does without. */
export interface Haste {
  /** Of very many edges only the strongest. */
  readonly part: boolean;
  /** No dashes, no outlines around nodes, no halos around names. */
  readonly plain: boolean;
}

export class Scene {
  readonly radii: Float32Array;
  /** Pixels of the screen to one of the page. */
  ratio = 1;
  private readonly names: Record<Language, (string | undefined)[]> = { en: [], zh: [] };

  constructor(
    readonly graph: Graph,
    readonly camera: Camera,
  ) {
    this.radii = graph.importance.map((weight, node) =>
      graph.isDeal(node) ? 2.6 + 3 * Math.sqrt(weight) : 2.8 + 11 * Math.sqrt(weight),
    );
  }

  /** Pixels to a unit of radius: nodes grow slower than the map. */
  get growth(): number {
    return Math.min(2.4, Math.max(0.55, Math.sqrt(this.camera.scale / 0.55)));
  }

  radius(node: number): number {
    return this.radii[node] * this.growth;
  }

  label(node: number, language: Language): string {
    return (this.names[language][node] ??= shortened(this.graph.name(node, language)));
  }

  edges(ctx: CanvasRenderingContext2D, visible: Visible, layers: Layers, haste: Haste): void {
    const { camera, graph } = this;
    const { x, y } = layers;
    const { bend } = visible;
    const { width, height, scale } = camera;
    // The camera's arithmetic, written out: it is asked four times an edge.
    const [shiftX, shiftY] = [camera.screenX(0), camera.screenY(0)];
    const total = visible.edges.length;
    const share = haste.part && total > MANY ? MOVING / total : 1;
    // Fewer pixels of ink an edge where there are more of them.
    const ink = Math.min(0.85, 0.16 + 0.5 * Math.sqrt(300 / (300 + total)) + 0.25 * Math.max(0, camera.scale - 0.6));
    // One pixel of the screen: wider lines take twenty times as long. Few lines can afford it.
    ctx.lineWidth = total < FEW ? 1.2 : 1 / this.ratio;
    for (const batch of layers.edges) {
      ctx.globalAlpha = batch.faint ? ink * 0.6 : ink;
      ctx.strokeStyle = batch.colour;
      // Dashes take as long as all else together.
      ctx.setLineDash(haste.plain ? [] : (batch.dash as number[]));
      ctx.beginPath();
      const members = share < 1 ? batch.strongest() : batch.members;
      const count = Math.ceil(members.length * share);
      for (let at = 0; at < count; at++) {
        const edge = members[at];
        const source = graph.source[edge];
        const target = graph.target[edge];
        const fromX = x[source] * scale + shiftX;
        const fromY = y[source] * scale + shiftY;
        const toX = x[target] * scale + shiftX;
        const toY = y[target] * scale + shiftY;
        if ((fromX < 0 && toX < 0) || (fromX > width && toX > width)) continue;
        if ((fromY < 0 && toY < 0) || (fromY > height && toY > height)) continue;
        ctx.moveTo(fromX, fromY);
        const bent = bend[edge] ? handle(fromX, fromY, toX, toY, bend[edge]) : null;
        if (bent) ctx.quadraticCurveTo(bent[0], bent[1], toX, toY);
        else ctx.lineTo(toX, toY);
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  }

  nodes(ctx: CanvasRenderingContext2D, { nodes, x, y }: Layers, theme: Theme, plain: boolean): void {
    const { camera, growth, radii } = this;
    const { width, height, scale } = camera;
    const [shiftX, shiftY] = [camera.screenX(0), camera.screenY(0)];
    for (const { shape, colour, members } of nodes) {
      ctx.beginPath();
      for (let each = 0; each < members.length; each++) {
        const node = members[each];
        const atX = x[node] * scale + shiftX;
        const atY = y[node] * scale + shiftY;
        if (atX < -30 || atY < -30 || atX > width + 30 || atY > height + 30) continue;
        const radius = radii[node] * growth;
        if (radius < DOT) ctx.rect(atX - radius, atY - radius, 2 * radius, 2 * radius);
        else trace(ctx, shape, atX, atY, radius);
      }
      const ring = shape === "ring";
      ctx.fillStyle = ring ? theme.background : colour;
      ctx.fill();
      if (plain && !ring) continue;
      ctx.strokeStyle = ring ? colour : theme.background;
      ctx.lineWidth = ring ? 2.2 : 1;
      ctx.stroke();
    }
  }

  /** Names of the most important nodes in the window. */
  labels(visible: Visible, layers: Layers, language: Language): Label[] {
    const { camera } = this;
    const room = new Room(camera.width, camera.height);
    const seen = (camera.width - 2 * camera.margin) * (camera.height - 2 * camera.margin);
    const most = Math.min(260, Math.round(seen / 6500));
    // The most important are named even where their names cover small neighbours; the others keep off large ones.
    this.reserve(room, visible.nodes.subarray(0, 24), layers);
    const first = placed(this.nameable(visible.nodes.subarray(0, FIRST_NAMES), layers, language), camera, room, most, SURE_NAMES);
    this.reserve(room, visible.nodes.subarray(24, 400), layers);
    const others = this.nameable(visible.nodes.subarray(FIRST_NAMES, 1600), layers, language);
    return [...first, ...placed(others, camera, room, most - first.length)];
  }

  /** Names keep off these nodes, as far as they are large. */
  reserve(room: Room, nodes: Iterable<number>, layers: Layers): void {
    for (const node of nodes) {
      const radius = this.radius(node) * 0.75;
      if (radius < 3.4) continue;
      const x = this.camera.screenX(layers.x[node]);
      const y = this.camera.screenY(layers.y[node]);
      room.reserve([x - radius, y - radius, x + radius, y + radius]);
    }
  }

  /** Deals have long names: they are told only from near, or `always`. */
  *nameable(nodes: Iterable<number>, layers: Layers, language: Language, always = false): Generator<Nameable> {
    const near = always || this.camera.scale > 1.5;
    for (const node of nodes) {
      if (this.graph.isDeal(node) && !near) continue;
      yield {
        node,
        text: this.label(node, language),
        size: this.fontSize(node),
        x: layers.x[node],
        y: layers.y[node],
        radius: this.radius(node),
      };
    }
  }

  fontSize(node: number): number {
    return Math.round(11 + 4.4 * Math.sqrt(this.graph.importance[node]));
  }

  write(ctx: CanvasRenderingContext2D, labels: readonly Label[], theme: Theme, halo: boolean): void {
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.background;
    ctx.fillStyle = theme.text;
    let size = 0;
    for (const label of labels) {
      if (label.size !== size) {
        size = label.size;
        ctx.font = `${size > 12 ? 600 : 500} ${size}px ${FONT}`;
      }
      if (halo) ctx.strokeText(label.text, label.x, label.y);
      ctx.fillText(label.text, label.x, label.y);
    }
  }
}
