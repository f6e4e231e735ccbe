/** The two canvases of the map: the picture below, what is chosen or pointed at above. Draws when asked, once a frame. */

import { Camera, type Bounds } from "./camera";
import { el } from "./dom";
import { neighbourhood, drawHighlight, type Highlight, type Look } from "./draw/highlight";
import type { Label } from "./draw/labels";
import { layersOf, spots, type ColourBy, type Layers } from "./draw/layers";
import { lineOf, distance } from "./draw/lines";
import { Scene, type Haste } from "./draw/scene";
import type { Theme } from "./draw/theme";
import type { Language } from "./graph";
import type { Model } from "./model";
import { NONE, type EdgeIndex, type NodeIndex } from "./payload";
import type { View } from "./picture";
import { Sheet } from "./sheet";

/** Above this many nodes the map is drawn with all its finery only when it has come to rest; the first time, too. */
const HEAVY = 400;
const REST_MS = 140;
const TURN_MS = 320;
const REACH = 7;
/** How far the map is drawn beyond the window's sides while it is dragged, in CSS pixels. */
const MARGIN = 128;

export interface Taste {
  readonly theme: Theme;
  readonly by: ColourBy;
  readonly language: Language;
}

/**
 * Canvas on the processor unless a real graphics card draws: a pretended one is far slower. Where a pixel of the
 * page is one of the screen the processor is quick enough, and asking for the card takes longer than a frame.
 */
function onProcessor(): boolean {
  if (window.devicePixelRatio <= 1) return true;
  const probe = document.createElement("canvas").getContext("webgl", { failIfMajorPerformanceCaveat: true });
  probe?.getExtension("WEBGL_lose_context")?.loseContext();
  return probe === null;
}

export class Stage {
  readonly camera = new Camera();
  readonly scene: Scene;
  readonly element: HTMLElement;
  readonly map: HTMLCanvasElement;
  labels: Label[] = [];
  layers: Layers;
  private readonly over: HTMLCanvasElement;
  private readonly sheet: Sheet;
  private readonly sheetAbove: Sheet;
  private readonly settings: CanvasRenderingContext2DSettings;
  private readonly below: CanvasRenderingContext2D;
  private drawnAbove: CanvasRenderingContext2D | undefined;
  private stale = { layers: false, below: true, above: true };
  private asked = 0;
  private rest = 0;
  private turning = 0;
  private dragged = false;
  private ratio = 1;
  /** Frames drawn; tests and benchmarks wait for it. */
  frames = 0;
  onView: () => void = () => undefined;
  private tellDrawn: () => void = () => undefined;
  /** When the first picture has been handed to the screen. */
  readonly drawn = new Promise<void>((done) => (this.tellDrawn = done));
  /** Whether the whole map is in sight because nobody has moved it since. */
  whole = true;

  constructor(
    private readonly model: Model,
    private taste: Taste,
    private readonly phrase: (edge: EdgeIndex) => string,
  ) {
    this.map = el("canvas", { class: "map", attrs: { tabindex: "0", role: "img" } });
    this.over = el("canvas", { class: "over", attrs: { "aria-hidden": "true", hidden: "" } });
    this.element = el("div", { class: "stage" }, this.map, this.over);
    this.sheet = new Sheet(this.map);
    this.sheetAbove = new Sheet(this.over);
    this.settings = { willReadFrequently: onProcessor() };
    this.below = this.map.getContext("2d", { ...this.settings, alpha: false })!;
    this.scene = new Scene(model.graph, this.camera);
    this.layers = this.freshLayers();
    model.lookingAt = () => this.camera.view;
  }

  /** Nothing lies above the map before something is chosen or pointed at. */
  private get above(): CanvasRenderingContext2D {
    return (this.drawnAbove ??= this.over.getContext("2d", this.settings)!);
  }

  private freshLayers(): Layers {
    const { graph, visible, picture } = this.model;
    return layersOf(graph, visible, picture, this.taste.theme, this.taste.by);
  }

  /** Take the size that the page gives; false where nothing changed. */
  resize(): boolean {
    const { clientWidth: width, clientHeight: height } = this.element;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (!width || !height) return false;
    if (width === this.camera.width && height === this.camera.height && ratio === this.ratio) return false;
    this.ratio = this.scene.ratio = ratio;
    Object.assign(this.camera, { width, height });
    this.redraw("below");
    return true;
  }

  wear(taste: Taste): void {
    const { theme, by, language } = this.taste;
    if (taste.theme === theme && taste.by === by && taste.language === language) return;
    this.taste = taste;
    this.redraw("layers");
  }

  /** Draw anew from the layers on, from the picture on, or only what lies above it. */
  redraw(from: "layers" | "below" | "above"): void {
    if (from === "layers") this.stale.layers = true;
    if (from === "above") this.stale.above = true;
    else this.stale.below = true;
    this.asked ||= requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.asked = 0;
    const { stale, model, taste } = this;
    this.stale = { layers: false, below: false, above: false };
    if (stale.layers) this.layers = this.freshLayers();
    // An empty canvas over the map would be put together with it in every frame.
    this.over.hidden = !model.selection && model.hovered === NONE;
    const sheets = this.over.hidden ? [this.sheet] : [this.sheet, this.sheetAbove];
    const pushed = this.dragged && !stale.layers && !stale.above && sheets.every((sheet) => sheet.push(this.camera));
    if (!pushed) this.paintAll(stale.below);
    if (!this.frames++) setTimeout(this.tellDrawn);
    this.element.dataset["theme"] = taste.theme.dark ? "dark" : "light";
  }

  private paintAll(below: boolean): void {
    const margin = this.dragged ? MARGIN : 0;
    if (below || !this.sheet.fits(margin)) this.paintBelow(margin);
    if (!this.over.hidden) this.paintAbove(margin);
  }

  private paintBelow(margin: number): void {
    const { camera, ratio, below } = this;
    const heavy = this.model.visible.nodes.length > HEAVY;
    this.sheet.lay(camera, ratio, margin);
    below.setTransform(ratio, 0, 0, ratio, 0, 0);
    const haste = { part: heavy && this.rest !== 0, plain: heavy && (this.rest !== 0 || !this.frames) };
    camera.wider(margin, () => this.paint(below, haste));
    if (heavy && !this.frames) this.rest = window.setTimeout(() => this.rested(), REST_MS);
  }

  private paintAbove(margin: number): void {
    const { camera, ratio, above } = this;
    this.sheetAbove.lay(camera, ratio, margin);
    above.setTransform(ratio, 0, 0, ratio, 0, 0);
    camera.wider(margin, () => {
      above.clearRect(0, 0, camera.width, camera.height);
      this.paintHighlight(above);
    });
  }

  /** The whole picture onto another canvas, `fine` times as large. */
  paintFor(ctx: CanvasRenderingContext2D, fine: number): void {
    ctx.setTransform(fine, 0, 0, fine, 0, 0);
    this.paint(ctx, { part: false, plain: false });
    this.paintHighlight(ctx);
  }

  private paint(ctx: CanvasRenderingContext2D, haste: Haste): void {
    const { scene, layers, model, taste } = this;
    ctx.fillStyle = taste.theme.background;
    ctx.fillRect(0, 0, this.camera.width, this.camera.height);
    scene.edges(ctx, model.visible, layers, haste);
    scene.nodes(ctx, layers, taste.theme, haste.plain);
    // Under a selection only what it lights up is named.
    if (model.selection) return;
    this.labels = scene.labels(model.visible, layers, taste.language);
    scene.write(ctx, this.labels, taste.theme, !haste.plain);
  }

  private paintHighlight(ctx: CanvasRenderingContext2D): void {
    const { model, scene, layers } = this;
    const look: Look = { ...this.taste, phrase: this.phrase };
    const chosen = this.chosen;
    if (chosen) this.labels = drawHighlight(ctx, scene, model.visible, layers, { highlight: chosen, look, written: [] });
    if (model.hovered === NONE || !model.visible.node[model.hovered]) return;
    const pointed = neighbourhood(model.graph, model.visible, model.hovered, false);
    drawHighlight(ctx, scene, model.visible, layers, { highlight: pointed, look, written: this.labels });
  }

  /** What the selection lights up. */
  get chosen(): Highlight | null {
    const { graph, visible, selection, path } = this.model;
    if (!selection) return null;
    if (selection.kind === "node") return neighbourhood(graph, visible, selection.node, true);
    if (selection.kind === "path") {
      const ends = [selection.from, selection.to];
      return { nodes: path?.nodes ?? ends, edges: path?.edges ?? [], centres: ends, veiled: true };
    }
    const ends = [graph.source[selection.edge], graph.target[selection.edge]] as const;
    const { edges, deals } = graph.between(...ends);
    const toDeals = deals.flatMap((deal) => [...graph.edgesOf(deal)].filter((edge) => visible.edge[edge]));
    const drawn = edges.filter((edge) => visible.edge[edge] || edge === selection.edge);
    const others = toDeals.flatMap((edge) => [graph.source[edge], graph.target[edge]]);
    return { nodes: [...new Set([...ends, ...others])], edges: [...drawn, ...toDeals], centres: ends, veiled: true };
  }

  /** Nodes were pinned elsewhere or let go. */
  replaced(): void {
    const { graph, picture } = this.model;
    const { x, y } = spots(graph, picture);
    this.layers = { ...this.layers, x, y };
    this.moved(this.whole);
  }

  // --- looking

  /** Follow the hand that drags the map, by so many pixels. */
  drag(dx: number, dy: number): void {
    this.camera.pan(dx, dy);
    this.moved();
    this.dragged = true;
  }

  /** The map moved, by the reader's hand unless `whole` is still in sight. */
  moved(whole = false): void {
    this.whole = whole;
    this.dragged = false;
    this.redraw("below");
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      this.rested();
      this.onView();
    }, REST_MS);
  }

  private rested(): void {
    this.rest = 0;
    this.dragged = false;
    if (!this.sheet.fits(0) || this.model.visible.nodes.length > HEAVY) this.redraw("below");
  }

  halt(): void {
    cancelAnimationFrame(this.turning);
    this.turning = 0;
  }

  /** Go to a view, in a short flight where the reader likes movement. */
  fly(to: View, whole = false): void {
    this.halt();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.camera.view = to;
      return this.moved(whole);
    }
    const from = this.camera.view;
    const start = performance.now();
    const turn = (now: number): void => {
      const at = Math.min(1, Math.max(0, (now - start) / TURN_MS));
      const ease = 1 - (1 - at) ** 3;
      const scale = from.scale * (to.scale / from.scale) ** ease;
      this.camera.view = { x: from.x + (to.x - from.x) * ease, y: from.y + (to.y - from.y) * ease, scale };
      this.moved(whole);
      this.turning = at < 1 ? requestAnimationFrame(turn) : 0;
    };
    this.turning = requestAnimationFrame(turn);
  }

  bounds(nodes: Iterable<NodeIndex>): Bounds | null {
    const { x, y } = this.layers;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of nodes) {
      left = Math.min(left, x[node]);
      right = Math.max(right, x[node]);
      top = Math.min(top, y[node]);
      bottom = Math.max(bottom, y[node]);
    }
    return left <= right ? { left, top, right, bottom } : null;
  }

  /** The view of everything, or of some nodes. */
  viewOf(nodes: Iterable<NodeIndex>, nearest: number): View | null {
    const bounds = this.bounds(nodes);
    return bounds && this.camera.fitted(bounds, nearest);
  }

  // --- what lies under the pointer

  nodeAt(x: number, y: number, slack = 3): NodeIndex {
    let [best, nearest] = [NONE, Infinity];
    for (const node of this.model.visible.nodes) {
      const far = Math.hypot(this.camera.screenX(this.layers.x[node]) - x, this.camera.screenY(this.layers.y[node]) - y);
      const gap = far - this.scene.radius(node);
      if (gap < slack && gap < nearest) [best, nearest] = [node, gap];
    }
    return best;
  }

  /** The name of a node is the node, too. */
  labelAt(x: number, y: number): NodeIndex {
    const [atX, atY] = this.sheet.under(x, y);
    const hit = this.labels.find(
      (label) => Math.abs(label.y - atY) < label.size * 0.7 && Math.abs(label.x - atX) < label.text.length * label.size * 0.35,
    );
    return hit ? hit.node : NONE;
  }

  edgeAt(x: number, y: number): EdgeIndex {
    const { graph, visible } = this.model;
    const near = this.chosen?.edges ?? visible.edges;
    let [best, nearest] = [NONE, REACH];
    for (const edges of [near, visible.edges]) {
      for (const edge of edges) {
        const line = lineOf(this.camera, this.layers, graph.source[edge], graph.target[edge], visible.bend[edge]);
        if (Math.min(line.fromX, line.toX) - 40 > x || Math.max(line.fromX, line.toX) + 40 < x) continue;
        const far = distance(line, x, y);
        if (far < nearest) [best, nearest] = [edge, far];
      }
      if (best !== NONE) return best;
    }
    return best;
  }
}
