/** One key, one act; none while the reader types. */

import { around } from "../walk";
import { NONE } from "../payload";
import type { Stage } from "../stage";
import { only, togglePin } from "./actions";
import type { Context } from "./context";

export interface Reach {
  readonly context: () => Context;
  readonly stage: Stage;
  readonly search: () => void;
  readonly filters: () => void;
  readonly list: () => void;
  readonly table: () => void;
  readonly fit: () => void;
  readonly help: () => void;
  readonly escape: () => void;
}

const STRIDE = 60;
const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

export function listenToKeys(reach: Reach): void {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) return withControl(event, reach);
    if (moved(event, reach) || acted(event, reach)) event.preventDefault();
  });
}

function withControl(event: KeyboardEvent, reach: Reach): void {
  const { model } = reach.context();
  const key = event.key.toLowerCase();
  if (key === "z") model.undo(event.shiftKey ? "redo" : "undo");
  else if (key === "y") model.undo("redo");
  else if (key === "k") reach.search();
  else return;
  event.preventDefault();
}

/** Arrows move the map wherever they mean nothing else. */
function moved(event: KeyboardEvent, { stage }: Reach): boolean {
  const way = ARROWS[event.key];
  const elsewhere = event.target instanceof HTMLElement && event.target.closest(".menu, .scroller, .panel, .side");
  if (!way || elsewhere) return false;
  const stride = STRIDE * (event.shiftKey ? 4 : 1);
  stage.halt();
  stage.camera.pan(way[0] * stride, way[1] * stride);
  stage.moved();
  return true;
}

function acted(event: KeyboardEvent, reach: Reach): boolean {
  const context = reach.context();
  const { model, graph } = context;
  const node = model.selectedNode;
  const zoom = (factor: number): void => (reach.stage.camera.zoom(factor), reach.stage.moved());
  const always: Record<string, () => void> = {
    "/": reach.search,
    "?": reach.help,
    "+": () => zoom(1.3),
    "=": () => zoom(1.3),
    "-": () => zoom(1 / 1.3),
    "0": reach.fit,
    f: reach.filters,
    l: reach.list,
    t: reach.table,
    u: () => model.undo(event.shiftKey ? "redo" : "undo"),
    "[": () => model.step("back"),
    "]": () => model.step("forward"),
    ".": () => neighbour(context, 1),
    ",": () => neighbour(context, -1),
    Escape: reach.escape,
  };
  const chosen: Record<string, () => void> = {
    e: () => model.expand(node),
    c: () => model.collapse(node),
    h: () => model.hide([node]),
    p: () => togglePin(context, node),
    s: () => model.pickPathFrom(node),
    "1": () => only(context, node, 1),
    "2": () => only(context, node, 2),
    "3": () => only(context, node, 3),
  };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = always[key] ?? (node === NONE || node >= graph.nodeCount ? undefined : chosen[key]);
  act?.();
  return act !== undefined;
}

/** The neighbours of the entity from which the walk began, one after the other; without one, the entities of the map. */
const walk = { from: NONE, at: NONE };

function neighbour(context: Context, step: number): void {
  const { model, graph, go } = context;
  const node = model.selectedNode;
  if (node !== walk.at) walk.from = node;
  const ring = walk.from === NONE ? [...model.visible.nodes] : around(graph, walk.from).filter((near) => model.visible.node[near]);
  if (!ring.length) return;
  const at = ring.indexOf(node);
  walk.at = ring[(at < 0 ? (step > 0 ? 0 : -1) : at + step + ring.length + ring.length) % ring.length] ?? ring[ring.length - 1];
  go(walk.at);
}
