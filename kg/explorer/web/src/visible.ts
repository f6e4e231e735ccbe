/** Picture → what is drawn, and how much of it each filter lets through or holds back. */

import type { Graph } from "./graph";
import { NONE, type NodeIndex } from "./payload";
import { mostImportant, onMap, type Filters, type Picture } from "./picture";
import { BIT, tallied, type Facets } from "./tally";

export interface Visible {
  /** 1 for what is on the map, filters aside. */
  readonly on: Uint8Array;
  readonly node: Uint8Array;
  readonly edge: Uint8Array;
  /** The drawn ones, the most important first. */
  readonly nodes: Int32Array;
  readonly edges: Int32Array;
  /** For each drawn edge how far it bends aside from others of its pair, in steps; 0 is straight. */
  readonly bend: Float32Array;
  readonly counts: Counts;
  /** Counted when first asked for: only the legend asks. */
  readonly facets: Facets;
}

export interface Counts {
  readonly nodes: number;
  readonly edges: number;
  /** On the map but held back by filters. */
  readonly filteredNodes: number;
  readonly filteredEdges: number;
  /** Taken away by hand. */
  readonly removed: number;
  /** In this page but not on the map. */
  readonly away: number;
}

export function outside(filters: Filters, first: number, last: number): boolean {
  if (filters.from === NONE && filters.to === NONE) return false;
  if (first === NONE && last === NONE) return true;
  return (filters.from !== NONE && last < filters.from) || (filters.to !== NONE && first > filters.to);
}

/** Which filters hold a node back; 0 is none. */
export function nodeFails(graph: Graph, filters: Filters, node: NodeIndex): number {
  const { off } = filters;
  let fails = 0;
  if (off.types.has(graph.type[node])) fails |= BIT.types;
  if (off.communities.has(graph.community[node])) fails |= BIT.communities;
  if (outside(filters, graph.first[node], graph.last[node])) fails |= BIT.days;
  const row = graph.dealRow[node];
  if (row !== NONE) {
    if (off.kinds.has(graph.deals.kind[row])) fails |= BIT.kinds;
    if (off.stages.has(graph.deals.stage[row])) fails |= BIT.stages;
    if (graph.deals.sources[row] < filters.sources) fails |= BIT.sources;
  }
  return fails;
}

/** Which filters hold an edge back, its ends aside. A deal's parties go with the deal. */
export function edgeFails(graph: Graph, filters: Filters, edge: number): number {
  const { off } = filters;
  let fails = off.relations.has(graph.relation[edge]) ? BIT.relations : 0;
  if (graph.isParty(edge)) return fails;
  if (off.statuses.has(graph.status[edge])) fails |= BIT.statuses;
  if (graph.sources[edge] < filters.sources && !graph.lexicon[edge]) fails |= BIT.sources;
  if (outside(filters, graph.edgeFirst[edge], graph.edgeLast[edge]) && !graph.lexicon[edge]) fails |= BIT.days;
  return fails;
}

export function visibleOf(graph: Graph, picture: Picture, kept: NodeIndex = NONE): Visible {
  const { filters } = picture;
  const on = onMap(graph, picture);
  const node = passing(graph, filters, on, kept);
  const edge = new Uint8Array(graph.edgeCount);
  const onEdges = passEdges(graph, filters, { on, node, edge, kept });
  const nodes = marked(node, mostImportant(graph, graph.nodeCount));
  const edges = marked(edge);
  const onNodes = total(on);
  const { removed } = picture;
  const counts: Counts = {
    nodes: nodes.length,
    edges: edges.length,
    filteredNodes: onNodes - nodes.length,
    filteredEdges: onEdges - edges.length,
    removed: removed.size,
    away: graph.nodeCount - onNodes - removed.size,
  };
  let facets: Facets | undefined;
  return {
    on,
    node,
    edge,
    nodes,
    edges,
    bend: bends(graph, edges),
    counts,
    get facets() {
      return (facets ??= tallied(graph, filters, on, passing(graph, filters, on, kept)));
    },
  };
}

/** 1 for each node on the map that no filter holds back. */
function passing(graph: Graph, filters: Filters, on: Uint8Array, kept: NodeIndex): Uint8Array {
  const node = new Uint8Array(graph.nodeCount);
  for (let at = 0; at < graph.nodeCount; at++) {
    if (on[at] && (at === kept || nodeFails(graph, filters, at) === 0)) node[at] = 1;
  }
  return node;
}

interface Passing {
  readonly on: Uint8Array;
  readonly node: Uint8Array;
  readonly edge: Uint8Array;
  readonly kept: NodeIndex;
}

/** Mark the edges that pass; a node all of whose ties are held back goes with them. Returns how many are on. */
function passEdges(graph: Graph, filters: Filters, { on, node, edge, kept }: Passing): number {
  const before = new Uint8Array(graph.nodeCount);
  const after = new Uint8Array(graph.nodeCount);
  const { source: sources, target: targets } = graph;
  const open = !filters.off.relations.size && !filters.off.statuses.size && filters.from === NONE && filters.to === NONE;
  let onEdges = 0;
  for (let at = 0; at < graph.edgeCount; at++) {
    const source = sources[at];
    const target = targets[at];
    if (!on[source] || !on[target]) continue;
    onEdges++;
    if (!node[source] || !node[target]) continue;
    before[source] = before[target] = 1;
    if (!(open && graph.sources[at] >= filters.sources) && edgeFails(graph, filters, at)) continue;
    edge[at] = 1;
    after[source] = after[target] = 1;
  }
  for (let at = 0; at < graph.nodeCount; at++) if (before[at] && !after[at] && at !== kept) node[at] = 0;
  return onEdges;
}

function total(mask: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < mask.length; at++) sum += mask[at];
  return sum;
}

/** The numbers that a mask marks, in their order or in that of a list of them all. */
function marked(mask: Uint8Array, order?: readonly number[]): Int32Array {
  const found = new Int32Array(total(mask));
  for (let at = 0, next = 0; next < found.length; at++) {
    const one = order ? order[at] : at;
    if (mask[one]) found[next++] = one;
  }
  return found;
}

/** Edges of one pair lie beside each other. */
function bends(graph: Graph, edges: Int32Array): Float32Array {
  const bend = new Float32Array(graph.edgeCount);
  for (const pair of parallel(graph, edges)) {
    pair.forEach((edge, at) => {
      const side = graph.source[edge] < graph.target[edge] ? 1 : -1;
      bend[edge] = side * (at - (pair.length - 1) / 2);
    });
  }
  return bend;
}

/** The edges of each pair that has several. Most pairs have one: a table of numbers finds the others quickly. */
function parallel(graph: Graph, edges: Int32Array): Iterable<number[]> {
  const { source, target } = graph;
  const mask = 2 ** Math.ceil(Math.log2(2 * edges.length + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(NONE);
  const found = new Map<number, number[]>();
  for (const edge of edges) {
    const low = Math.min(source[edge], target[edge]);
    const high = Math.max(source[edge], target[edge]);
    let at = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) & mask;
    let first = table[at];
    while (first !== NONE && (Math.min(source[first], target[first]) !== low || Math.max(source[first], target[first]) !== high)) {
      at = (at + 1) & mask;
      first = table[at];
    }
    if (first === NONE) table[at] = edge;
    else {
      const known = found.get(first);
      if (known) known.push(edge);
      else found.set(first, [first, edge]);
    }
  }
  return found.values();
}
