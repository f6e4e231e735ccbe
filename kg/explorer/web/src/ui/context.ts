/** What every part of the page is given: the state, the words, and the ways to act. */

import type { ColourBy } from "../draw/layers";
import { nodeColour } from "../draw/layers";
import { corners, shapeOf } from "../draw/shapes";
import type { Theme } from "../draw/theme";
import { button, el, svg } from "../dom";
import type { Wording } from "../format";
import type { Graph, Language } from "../graph";
import type { Model } from "../model";
import { NONE, type EdgeIndex, type NodeIndex } from "../payload";
import type { Say } from "../words";

export interface Context {
  readonly model: Model;
  readonly graph: Graph;
  readonly language: Language;
  readonly theme: Theme;
  readonly by: ColourBy;
  readonly say: Say;
  readonly wording: Wording;
  /** Choose a node or an edge and look there. */
  readonly go: (node: NodeIndex) => void;
  readonly openEdge: (edge: EdgeIndex) => void;
  /** Say something for a moment, aloud too. */
  readonly announce: (text: string) => void;
}

/** A part of the page that is drawn anew when the state changes. */
export interface Part {
  readonly element: HTMLElement;
  update(): void;
}

export function shapeIcon(type: number, dealType: number, colour: string, size = 14): SVGElement {
  const shape = shapeOf(type, dealType);
  const points = corners(shape);
  const middle = size / 2;
  const radius = size * 0.36;
  const paint = shape === "ring" ? { fill: "none", stroke: colour, "stroke-width": 2.2 } : { fill: colour };
  const body = points
    ? svg("polygon", { points: points.map(([x, y]) => `${middle + x * radius},${middle + y * radius}`).join(" "), ...paint })
    : svg("circle", { cx: middle, cy: middle, r: radius, ...paint });
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, width: size, height: size, class: "shape", "aria-hidden": "true" }, body);
}

export function nodeIcon({ graph, theme, by }: Context, node: NodeIndex, size = 14): SVGElement {
  return shapeIcon(graph.type[node], graph.dealType, nodeColour(graph, theme, by, node), size);
}

/** A name that leads to its node. */
export function nodeButton(context: Context, node: NodeIndex, className = "name"): HTMLButtonElement {
  const made = button(context.wording.name(node), () => context.go(node), {
    class: className,
    title: context.wording.type(context.graph.type[node]),
  });
  made.prepend(nodeIcon(context, node));
  made.addEventListener("pointerenter", () => context.model.hover(node));
  made.addEventListener("pointerleave", () => context.model.hover(NONE));
  return made;
}

/** A word of the schema in its colour. */
export function chip(text: string, colour: string): HTMLElement {
  const made = el("span", { class: "chip", text });
  made.style.setProperty("--chip", colour);
  return made;
}

/** The first of a long list, and a button for the rest. */
export function capped<Row>(
  { say }: Context,
  rows: readonly Row[],
  most: number,
  make: (row: Row) => HTMLElement,
): HTMLElement {
  const list = el("ul", { class: "rows" });
  const put = (some: readonly Row[]): void => list.append(...some.map((row) => el("li", {}, make(row))));
  put(rows.slice(0, most));
  if (rows.length <= most) return list;
  const more = button(say("showAll", { n: rows.length }), () => {
    more.parentElement?.remove();
    put(rows.slice(most));
    (list.children[most]?.querySelector("button, a") as HTMLElement | null)?.focus();
  }, { class: "more" });
  list.append(el("li", {}, more));
  return list;
}
