/** How much of the map each word of the legend stands for. */

import type { Graph } from "./graph";
import { NONE } from "./payload";
import { FACETS, type Facet, type Filters } from "./picture";
import { edgeFails, nodeFails } from "./visible";

/** For each word of a facet how many would be drawn if this facet let all through. */
export type Facets = Readonly<Record<Facet, ReadonlyMap<number, number>>>;

/** A filter's place in the number that says which of them hold something back. */
export const BIT: Record<Facet | "days" | "sources", number> = {
  types: 1,
  communities: 2,
  kinds: 4,
  stages: 8,
  relations: 16,
  statuses: 32,
  days: 64,
  sources: 128,
};

/** Of nodes that are on the map and edges between those that pass. */
export function tallied(graph: Graph, filters: Filters, on: Uint8Array, node: Uint8Array): Facets {
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, new Map()])) as Record<Facet, Map<number, number>>;
  // What no other facet than this one holds back.
  const add = (facet: Facet, word: number, fails: number): void => {
    if (!(fails & ~BIT[facet])) facets[facet].set(word, (facets[facet].get(word) ?? 0) + 1);
  };
  for (let at = 0; at < graph.nodeCount; at++) {
    if (!on[at]) continue;
    const fails = nodeFails(graph, filters, at);
    add("types", graph.type[at], fails);
    add("communities", graph.community[at], fails);
    const row = graph.dealRow[at];
    if (row === NONE) continue;
    add("kinds", graph.deals.kind[row], fails);
    add("stages", graph.deals.stage[row], fails);
  }
  for (let at = 0; at < graph.edgeCount; at++) {
    if (!node[graph.source[at]] || !node[graph.target[at]]) continue;
    const fails = edgeFails(graph, filters, at);
    add("relations", graph.relation[at], fails);
    if (!graph.isParty(at)) add("statuses", graph.status[at], fails);
  }
  return facets;
}
