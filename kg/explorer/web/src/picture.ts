/** What a reader has made of the graph: which nodes are on the map, which filters hold, where the reader stands. */

import type { Graph } from "./graph";
import { NONE, type Code, type EdgeIndex, type NodeIndex } from "./payload";
import { ego } from "./walk";

/** Beyond this, dots cannot be told apart and a phone grows warm. */
export const MOST_SHOWN = 5000;

/** What stands on the map before anything is added or taken away. */
export type Base =
  | { readonly kind: "start" }
  | { readonly kind: "top"; readonly count: number }
  | { readonly kind: "ego"; readonly node: NodeIndex; readonly depth: number };

/** The lists of words that can be switched off, by number. */
export const FACETS = ["types", "communities", "relations", "statuses", "kinds", "stages"] as const;
export type Facet = (typeof FACETS)[number];

export interface Filters {
  readonly off: Readonly<Record<Facet, ReadonlySet<number>>>;
  /** Days, both included; NONE for an open end. */
  readonly from: Code;
  readonly to: Code;
  /** Facts and deals that fewer hosts report are left out. */
  readonly sources: number;
}

export type Spot = readonly [x: number, y: number];

/** All that undo takes back. */
export interface Picture {
  readonly base: Base;
  readonly added: ReadonlySet<NodeIndex>;
  readonly removed: ReadonlySet<NodeIndex>;
  readonly pins: ReadonlyMap<NodeIndex, Spot>;
  readonly filters: Filters;
}

export type Selection =
  | { readonly kind: "node"; readonly node: NodeIndex }
  | { readonly kind: "edge"; readonly edge: EdgeIndex }
  | { readonly kind: "path"; readonly from: NodeIndex; readonly to: NodeIndex };

export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** All that back and forward go through. */
export interface Place {
  readonly selection: Selection | null;
  /** Null: wherever the selection is seen best. */
  readonly view: View | null;
}

const NOTHING: ReadonlySet<number> = new Set<number>();

export const NO_FILTERS: Filters = {
  off: {
    types: NOTHING,
    communities: NOTHING,
    relations: NOTHING,
    statuses: NOTHING,
    kinds: NOTHING,
    stages: NOTHING,
  },
  from: NONE,
  to: NONE,
  sources: 1,
};

export const FIRST_PICTURE: Picture = {
  base: { kind: "start" },
  added: NOTHING,
  removed: NOTHING,
  pins: new Map(),
  filters: NO_FILTERS,
};

export function filtersHold(filters: Filters): boolean {
  return (
    filters.sources > 1 ||
    filters.from !== NONE ||
    filters.to !== NONE ||
    FACETS.some((facet) => filters.off[facet].size > 0)
  );
}

function baseNodes(graph: Graph, base: Base): readonly NodeIndex[] {
  if (base.kind === "start") return graph.meta.start;
  if (base.kind === "ego") return ego(graph, base.node, base.depth, MOST_SHOWN);
  return mostImportant(graph, base.count);
}

const ranked = new WeakMap<Graph, NodeIndex[]>();

/** Node indexes by importance. */
export function mostImportant(graph: Graph, count: number): readonly NodeIndex[] {
  let order = ranked.get(graph);
  if (!order) {
    const { importance } = graph;
    order = Array.from(importance, (_, node) => node);
    // Pages come in this order.
    const known = importance.every((weight, node) => !node || weight <= importance[node - 1]);
    if (!known) order.sort((one, two) => importance[two] - importance[one] || one - two);
    ranked.set(graph, order);
  }
  return count < order.length ? order.slice(0, count) : order;
}

/** 1 for each node that is on the map, filters aside. */
export function onMap(graph: Graph, picture: Picture): Uint8Array {
  const on = new Uint8Array(graph.nodeCount);
  for (const node of baseNodes(graph, picture.base)) on[node] = 1;
  for (const node of picture.added) on[node] = 1;
  for (const node of picture.removed) on[node] = 0;
  return on;
}
