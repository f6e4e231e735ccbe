/** The state of the page and every way to change it. What draws listens; nothing else holds state of its own. */

import { readBlob } from "./blobs";
import type { Graph } from "./graph";
import { Trail } from "./history";
import { NONE, type EvidenceBlob, type NodeIndex } from "./payload";
import {
  FIRST_PICTURE,
  MOST_SHOWN,
  NO_FILTERS,
  type Base,
  type Filters,
  type Picture,
  type Place,
  type Selection,
  type Spot,
  type View,
} from "./picture";
import { edgeFails, outside, visibleOf, type Visible } from "./visible";
import { around, shortestPath, type Path } from "./walk";

/** What listeners are told: that the map, the place, a pin, or what is under the pointer changed; or a message. */
export type Change = "picture" | "place" | "pins" | "hover" | "message";

/** How many neighbours one expansion brings. */
export const EXPANSION = 40;

export class Model {
  picture!: Picture;
  place!: Place;
  visible!: Visible;
  hovered: NodeIndex = NONE;
  /** The start of a path whose end the reader is about to pick, or NONE. */
  pickFrom: NodeIndex = NONE;
  /** The key of the last message in words.ts. */
  message = "";
  private readonly edits = new Trail<Picture>();
  private readonly places = new Trail<Place>();
  private readonly listeners: ((change: Change) => void)[] = [];
  private book: Promise<EvidenceBlob> | undefined;
  /** Where the reader looks now; the camera sets it. */
  lookingAt: () => View | null = () => null;

  constructor(
    readonly graph: Graph,
    picture: Picture,
    place: Place,
  ) {
    this.open(picture, place);
  }

  listen(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  say(message: string): void {
    this.message = message;
    this.tell("message");
  }

  evidence(): Promise<EvidenceBlob> {
    this.book ??= readBlob<EvidenceBlob>("evidence");
    return this.book;
  }

  // --- places

  get selection(): Selection | null {
    return this.place.selection;
  }

  get selectedNode(): NodeIndex {
    return this.selection?.kind === "node" ? this.selection.node : NONE;
  }

  /** The path between two picks, or null where none is picked or there is no way. */
  get path(): Path | null {
    const { selection } = this;
    if (selection?.kind !== "path") return null;
    const { filters } = this.picture;
    const passes = (edge: number): boolean => edgeFails(this.graph, filters, edge) === 0 && this.endsPass(edge);
    return shortestPath(this.graph, selection.from, selection.to, passes);
  }

  private endsPass(edge: number): boolean {
    const { graph } = this;
    const { filters } = this.picture;
    return [graph.source[edge], graph.target[edge]].every(
      (node) => !filters.off.types.has(graph.type[node]) && !outside(filters, graph.first[node], graph.last[node]),
    );
  }

  /** Select and look there; what is selected but not on the map comes onto it. */
  select(selection: Selection | null, view: View | null = null): void {
    if (selection?.kind === "node" && this.pickFrom !== NONE) return this.pick(selection.node);
    this.places.leave({ selection: this.place.selection, view: this.lookingAt() });
    this.place = { selection, view };
    this.bring(selection);
    this.tell("place");
  }

  private pick(node: NodeIndex): void {
    const from = this.pickFrom;
    this.pickFrom = NONE;
    if (from === node) this.tell("place");
    else this.select({ kind: "path", from, to: node });
  }

  pickPathFrom(node: NodeIndex): void {
    this.pickFrom = node;
    this.tell("place");
  }

  private bring(selection: Selection | null): void {
    const missing = selection ? this.missing(selection) : [];
    if (missing.length) this.show(missing);
    else this.refresh();
  }

  /** What of a selection is not on the map; around a node that is not, its neighbours too. */
  private missing(selection: Selection): NodeIndex[] {
    const { graph, visible } = this;
    const wanted: NodeIndex[] = [];
    if (selection.kind === "edge") wanted.push(graph.source[selection.edge], graph.target[selection.edge]);
    if (selection.kind === "path") wanted.push(...(this.path?.nodes ?? [selection.from, selection.to]));
    if (selection.kind === "node" && !visible.on[selection.node]) {
      wanted.push(selection.node, ...around(graph, selection.node).slice(0, EXPANSION));
    }
    return wanted.filter((node) => !visible.on[node]);
  }

  step(way: "back" | "forward"): void {
    const now = { selection: this.place.selection, view: this.lookingAt() };
    const place = way === "back" ? this.places.back(now) : this.places.forward(now);
    if (!place) return;
    this.place = place;
    this.refresh();
    this.tell("place");
  }

  get can(): { back: boolean; forward: boolean; undo: boolean; redo: boolean } {
    const { places, edits } = this;
    return { back: places.canGoBack, forward: places.canGoForward, undo: edits.canGoBack, redo: edits.canGoForward };
  }

  hover(node: NodeIndex): void {
    if (node === this.hovered) return;
    this.hovered = node;
    this.tell("hover");
  }

  // --- pictures

  /** Change the picture; `step` false for the many small steps of one movement, which undo takes back at once. */
  change(parts: Partial<Picture>, step = true): void {
    if (step) this.edits.leave(this.picture);
    this.picture = { ...this.picture, ...parts };
    this.refresh();
    this.tell("picture");
  }

  private refresh(): void {
    this.visible = visibleOf(this.graph, this.picture, this.selectedNode);
  }

  undo(way: "undo" | "redo"): void {
    const picture = way === "undo" ? this.edits.back(this.picture) : this.edits.forward(this.picture);
    if (!picture) return;
    this.picture = picture;
    this.refresh();
    this.tell("picture");
  }

  /** Take over a picture and a place as a link holds them. */
  open(picture: Picture, place: Place): void {
    this.picture = picture;
    this.place = place;
    this.refresh();
    const missing = place.selection ? this.missing(place.selection) : [];
    if (missing.length) this.picture = this.withNodes(missing);
    if (missing.length) this.refresh();
    this.tell("picture");
    this.tell("place");
  }

  /** Put nodes onto the map, as far as there is room. */
  show(nodes: readonly NodeIndex[]): void {
    const fresh = nodes.filter((node) => !this.visible.on[node]);
    this.change(this.withNodes(fresh));
    if (fresh.some((node) => !this.visible.on[node])) this.say("full");
  }

  /** At least the first comes, or nothing could be searched for on a full map. */
  private withNodes(nodes: readonly NodeIndex[]): Picture {
    const room = MOST_SHOWN - this.visible.on.reduce((sum, one) => sum + one, 0);
    const added = new Set(this.picture.added);
    const removed = new Set(this.picture.removed);
    for (const node of nodes.slice(0, Math.max(room, 1))) {
      added.add(node);
      removed.delete(node);
    }
    return { ...this.picture, added, removed };
  }

  /** Neighbours that are not on the map, the most important first. */
  beyond(node: NodeIndex): NodeIndex[] {
    return around(this.graph, node).filter((near) => !this.visible.on[near]);
  }

  expand(node: NodeIndex): void {
    const fresh = this.beyond(node).slice(0, EXPANSION);
    if (fresh.length) this.show(fresh);
    else this.say("nothingBeyond");
  }

  /** Neighbours that hang on this node alone, and would go with a collapse. */
  hanging(node: NodeIndex): NodeIndex[] {
    const { graph, visible, picture } = this;
    const near = around(graph, node).filter((other) => visible.on[other] && !picture.pins.has(other));
    const inside = new Set(near.filter((other) => graph.isDeal(other)));
    const alone = (other: NodeIndex): boolean =>
      [...graph.edgesOf(other)].every((edge) => {
        const end = graph.other(edge, other);
        return end === node || end === other || !visible.on[end] || inside.has(end);
      });
    const loose = new Set(near.filter((other) => !graph.isDeal(other) && alone(other)));
    const deals = [...inside].filter((deal) =>
      [...graph.edgesOf(deal)].every((edge) => {
        const end = graph.other(edge, deal);
        return end === node || !visible.on[end] || loose.has(end);
      }),
    );
    return [...loose, ...deals];
  }

  collapse(node: NodeIndex): void {
    const loose = this.hanging(node);
    if (loose.length) this.hide(loose);
    else this.say("nothingHangs");
  }

  hide(nodes: readonly NodeIndex[]): void {
    const added = new Set(this.picture.added);
    const removed = new Set(this.picture.removed);
    const pins = new Map(this.picture.pins);
    for (const node of nodes) {
      added.delete(node);
      removed.add(node);
      pins.delete(node);
    }
    if (nodes.includes(this.selectedNode)) this.select(null, this.lookingAt());
    this.change({ added, removed, pins });
  }

  /** Hold a node where it is put; without a spot, let it go home. */
  pin(node: NodeIndex, spot: Spot | null, step = true): void {
    const pins = new Map(this.picture.pins);
    if (spot) pins.set(node, spot);
    else pins.delete(node);
    if (step) this.edits.leave(this.picture);
    // Nothing comes or goes with a pin: all that was counted stands.
    this.picture = { ...this.picture, pins };
    this.tell("pins");
  }

  /** Start the map anew from a base; filters stay. */
  rebase(base: Base): void {
    this.change({ base, added: new Set(), removed: new Set() });
  }

  filter(parts: Partial<Filters>, step = true): void {
    this.change({ filters: { ...this.picture.filters, ...parts } }, step);
  }

  clearFilters(): void {
    this.filter(NO_FILTERS);
  }

  reset(): void {
    this.change(FIRST_PICTURE);
    this.select(null);
  }
}
