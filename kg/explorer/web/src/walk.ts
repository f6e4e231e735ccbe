/** Ways through the graph: neighbours, ego networks, shortest paths. A deal and all its parties are one step. */

import type { Graph } from "./graph";
import type { EdgeIndex, NodeIndex } from "./payload";

/** Which edges may be walked. */
export type Passes = (edge: EdgeIndex) => boolean;

/** Nodes one edge away, each once; and what stands beyond a deal. The most important first. */
export function around(graph: Graph, node: NodeIndex): NodeIndex[] {
  const found = new Set<NodeIndex>();
  for (const edge of graph.edgesOf(node)) {
    const next = graph.other(edge, node);
    found.add(next);
    if (!graph.isDeal(next)) continue;
    for (const party of graph.edgesOf(next)) found.add(graph.other(party, next));
  }
  found.delete(node);
  return [...found].sort((one, two) => graph.importance[two] - graph.importance[one] || one - two);
}

/** Everything within `depth` steps, the nearest and then the most important first; at most `most`. */
export function ego(graph: Graph, centre: NodeIndex, depth: number, most: number): NodeIndex[] {
  const found = new Set([centre]);
  let border = [centre];
  for (let step = 0; step < depth && border.length; step++) {
    const next = new Set<NodeIndex>();
    for (const node of border) {
      for (const near of around(graph, node)) if (!found.has(near)) next.add(near);
    }
    border = [...next].sort((one, two) => graph.importance[two] - graph.importance[one] || one - two);
    for (const node of border) {
      if (found.size >= most) return [...found];
      found.add(node);
    }
  }
  return [...found];
}

export interface Path {
  readonly nodes: readonly NodeIndex[];
  readonly edges: readonly EdgeIndex[];
}

/**
 * A shortest way, or null. To a deal and on to its party counts as one step, so such edges are half a step;
 * of ways as short, the one through what matters most near its end.
 */
export function shortestPath(graph: Graph, from: NodeIndex, to: NodeIndex, passes: Passes): Path | null {
  const reachedBy = new Map<NodeIndex, EdgeIndex>();
  const distance = new Map<NodeIndex, number>([[from, 0]]);
  const rings: NodeIndex[][] = [[from]];
  for (let at = 0; at < rings.length; at++) {
    const ring = (rings[at] ?? []).sort((one, two) => graph.importance[two] - graph.importance[one] || one - two);
    for (const node of ring) {
      if (distance.get(node) !== at) continue;
      if (node === to) return traced(graph, from, to, reachedBy);
      for (const edge of graph.edgesOf(node)) {
        if (!passes(edge)) continue;
        const next = graph.other(edge, node);
        const far = at + (graph.isParty(edge) ? 1 : 2);
        if (far >= (distance.get(next) ?? Infinity)) continue;
        distance.set(next, far);
        reachedBy.set(next, edge);
        for (let step = rings.length; step <= far; step++) rings[step] = [];
        rings[far].push(next);
      }
    }
  }
  return null;
}

function traced(graph: Graph, from: NodeIndex, to: NodeIndex, reachedBy: Map<NodeIndex, EdgeIndex>): Path {
  const nodes = [to];
  const edges: EdgeIndex[] = [];
  for (let node = to; node !== from; ) {
    const edge = reachedBy.get(node)!;
    edges.push(edge);
    node = graph.other(edge, node);
    nodes.push(node);
  }
  return { nodes: nodes.reverse(), edges: edges.reverse() };
}
