/** Picture → what is drawn, and how much of it each filter lets through or holds back. */

import type { Graph } from "./graph";
import { NONE, type NodeIndex } from "./payload";
import { FACETS, mostImportant, onMap, type Facet, type Filters, type Picture } from "./picture";

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
  /** For each word of a facet how many would be drawn if this facet let all through. */
  readonly facets: Readonly<Record<Facet, ReadonlyMap<number, number>>>;
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

const BIT: Record<Facet | "days" | "sources", number> = {
  types: 1,
  communities: 2,
  kinds: 4,
  stages: 8,
  relations: 16,
  statuses: 32,
  days: 64,
  sources: 128,
};

export function outside(filters: Filters, first: number, last: number): boolean {
  if (filters.from === NONE && filters.to === NONE) return false;
  if (first === NONE && last === NONE) return true;
  return (filters.from !== NONE && last < filters.from) || (filters.to !== NONE && first > filters.to);
}

/** Which filters hold a node back; 0 is none. */
function nodeFails(graph: Graph, filters: Filters, node: NodeIndex): number {
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

class Tally {
  readonly facets = Object.fromEntries(FACETS.map((facet) => [facet, new Map<number, number>()])) as Record<
    Facet,
    Map<number, number>
  >;

  /** Count what no other facet than this one holds back. */
  add(facet: Facet, word: number, fails: number): void {
    if (fails & ~BIT[facet]) return;
    const counts = this.facets[facet];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
}

export function visibleOf(graph: Graph, picture: Picture, kept: NodeIndex = NONE): Visible {
  const { filters } = picture;
  const on = onMap(graph, picture);
  const node = new Uint8Array(graph.nodeCount);
  const tally = new Tally();
  for (let at = 0; at < graph.nodeCount; at++) {
    if (!on[at]) continue;
    const fails = nodeFails(graph, filters, at);
    node[at] = fails === 0 || at === kept ? 1 : 0;
    tally.add("types", graph.type[at], fails);
    tally.add("communities", graph.community[at], fails);
    const row = graph.dealRow[at];
    if (row === NONE) continue;
    tally.add("kinds", graph.deals.kind[row], fails);
    tally.add("stages", graph.deals.stage[row], fails);
  }
  const edge = new Uint8Array(graph.edgeCount);
  const onEdges = passEdges(graph, filters, { on, node, edge, tally, kept });
  return finished(graph, picture, { on, node, edge, tally, onEdges });
}

interface Passing {
  readonly on: Uint8Array;
  readonly node: Uint8Array;
  readonly edge: Uint8Array;
  readonly tally: Tally;
  readonly kept: NodeIndex;
}

/** Mark the edges that pass; a node all of whose ties are held back goes with them. Returns how many are on. */
function passEdges(graph: Graph, filters: Filters, { on, node, edge, tally, kept }: Passing): number {
  const before = new Uint8Array(graph.nodeCount);
  const after = new Uint8Array(graph.nodeCount);
  let onEdges = 0;
  for (let at = 0; at < graph.edgeCount; at++) {
    const source = graph.source[at];
    const target = graph.target[at];
    if (!on[source] || !on[target]) continue;
    onEdges++;
    if (!node[source] || !node[target]) continue;
    before[source] = before[target] = 1;
    const fails = edgeFails(graph, filters, at);
    tally.add("relations", graph.relation[at], fails);
    if (!graph.isParty(at)) tally.add("statuses", graph.status[at], fails);
    if (fails) continue;
    edge[at] = 1;
    after[source] = after[target] = 1;
  }
  for (let at = 0; at < graph.nodeCount; at++) if (before[at] && !after[at] && at !== kept) node[at] = 0;
  return onEdges;
}

interface Passed extends Omit<Passing, "kept"> {
  readonly onEdges: number;
}

function finished(graph: Graph, picture: Picture, { on, node, edge, tally, onEdges }: Passed): Visible {
  const nodes = Int32Array.from(mostImportant(graph, graph.nodeCount).filter((one) => node[one]));
  const edges = numbersOf(edge);
  const onNodes = on.reduce((sum, one) => sum + one, 0);
  return {
    on,
    node,
    edge,
    nodes,
    edges,
    bend: bends(graph, edges),
    facets: tally.facets,
    counts: {
      nodes: nodes.length,
      edges: edges.length,
      filteredNodes: onNodes - nodes.length,
      filteredEdges: onEdges - edges.length,
      removed: picture.removed.size,
      away: graph.nodeCount - onNodes - picture.removed.size,
    },
  };
}

function numbersOf(mask: Uint8Array): Int32Array {
  const found = new Int32Array(mask.reduce((sum, one) => sum + one, 0));
  for (let at = 0, next = 0; at < mask.length; at++) if (mask[at]) found[next++] = at;
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
