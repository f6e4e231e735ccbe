/** Visible → what is drawn in one stroke: nodes of one shape and colour, edges of one style. */

import { plainStatus } from "../format";
import type { Graph } from "../graph";
import { NONE } from "../payload";
import type { Picture } from "../picture";
import type { Visible } from "../visible";
import { shapeOf, type Shape } from "./shapes";
import { COLOURED, communityColour, schemaColour, type Theme } from "./theme";

/** While the map moves no more edges than this are drawn, of more than `MANY`. */
export const MOVING = 2500;
export const MANY = 6000;

export type ColourBy = "community" | "type";

export interface NodeBatch {
  readonly shape: Shape;
  readonly colour: string;
  readonly members: Int32Array;
}

export interface EdgeBatch {
  readonly colour: string;
  readonly dash: readonly number[];
  /** Fainter than others: it says less. */
  readonly faint: boolean;
  readonly members: Int32Array;
  /** The same, between the most important first: while the map moves only some of many are drawn. */
  readonly strongest: () => Int32Array;
}

export interface Layers {
  readonly nodes: readonly NodeBatch[];
  readonly edges: readonly EdgeBatch[];
  /** World coordinates, pins applied. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function nodeColour(graph: Graph, theme: Theme, by: ColourBy, node: number): string {
  if (by === "community") return communityColour(theme, graph.community[node]);
  return schemaColour(theme, graph.vocab.entities[graph.type[node]].colour);
}

function grouped(members: Int32Array, keyOf: (member: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let at = 0; at < members.length; at++) {
    const member = members[at];
    const key = keyOf(member);
    const known = groups.get(key);
    if (known) known.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}

export function layersOf(graph: Graph, visible: Visible, picture: Picture, theme: Theme, by: ColourBy): Layers {
  const batches = { nodes: nodeBatches(graph, visible, theme, by), edges: edgeBatches(graph, visible, theme, by) };
  return { ...batches, ...spots(graph, picture) };
}

/** Where nodes stand, pins applied. */
export function spots(graph: Graph, picture: Picture): Pick<Layers, "x" | "y"> {
  const x = new Float32Array(graph.columns.x);
  const y = new Float32Array(graph.columns.y);
  for (const [node, spot] of picture.pins) [x[node], y[node]] = spot;
  return { x, y };
}

function nodeBatches(graph: Graph, visible: Visible, theme: Theme, by: ColourBy): NodeBatch[] {
  const types = graph.vocab.entities.length;
  const shade = (node: number): number => {
    const community = graph.community[node];
    return by === "type" || community < 0 ? COLOURED : Math.min(community, COLOURED);
  };
  const groups = grouped(visible.nodes, (node) => shade(node) * types + graph.type[node]);
  return [...groups].map(([key, members]) => ({
    shape: shapeOf(key % types, graph.dealType),
    colour: nodeColour(graph, theme, by, members[0]),
    members: new Int32Array(members),
  }));
}

/** How an edge's status looks; by number of `vocab.statuses`, NONE among parties. */
export function edgeStyle(graph: Graph, theme: Theme, edge: number): { colour: string; dash: number[] } {
  const status = graph.status[edge];
  if (graph.lexicon[edge]) return { colour: theme.edge, dash: [2, 3] };
  if (status === NONE || status === plainStatus(graph)) return { colour: theme.edge, dash: [] };
  return { colour: schemaColour(theme, graph.vocab.statuses[status].colour), dash: [5, 4] };
}

function edgeBatches(graph: Graph, visible: Visible, theme: Theme, by: ColourBy): EdgeBatch[] {
  const plain = plainStatus(graph);
  const statuses = graph.vocab.statuses.length;
  // 0 … COLOURED: plain facts within a community, or between two; then lexicon, parties, other statuses.
  const { lexicon, relation, partyType, source, target, community: communities } = graph;
  const keyOf = (edge: number): number => {
    if (lexicon[edge]) return COLOURED + 1;
    if (relation[edge] === partyType) return COLOURED + 2;
    const status = graph.status[edge];
    if (status !== plain && status !== NONE) return COLOURED + 3 + status;
    const community = communities[source[edge]];
    const within = by === "community" && community === communities[target[edge]];
    return within && community >= 0 && community < COLOURED ? community : COLOURED;
  };
  const groups = [...grouped(visible.edges, keyOf)].sort((one, two) => order(one[0]) - order(two[0]));
  return groups.map(([key, members]) => {
    const style = key < COLOURED ? { colour: theme.communities[key], dash: [] } : edgeStyle(graph, theme, members[0]);
    const faint = key >= COLOURED && key < COLOURED + 3;
    return { ...style, faint, members: new Int32Array(members), strongest: once(() => strongestFirst(graph, members)) };
  });

  // Grey below colour, what is unsure on top.
  function order(key: number): number {
    return key === COLOURED ? -1 : Math.min(key, COLOURED + 3 + statuses);
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

function strongestFirst(graph: Graph, edges: number[]): Int32Array {
  const { importance, source, target } = graph;
  const weight = (edge: number): number => importance[source[edge]] + importance[target[edge]];
  return Int32Array.from(edges).sort((one, two) => weight(two) - weight(one) || one - two);
}
