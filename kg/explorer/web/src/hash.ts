/** The view as a link: what differs from the first view, in the part of the address after `#`. */

import type { Graph } from "./graph";
import { NONE, type Code, type NodeIndex } from "./payload";
import {
  FACETS,
  FIRST_PICTURE,
  NO_FILTERS,
  type Base,
  type Filters,
  type Picture,
  type Place,
  type Selection,
  type Spot,
  type View,
} from "./picture";

const SHORT: Record<(typeof FACETS)[number], string> = {
  types: "t",
  communities: "c",
  relations: "r",
  statuses: "s",
  kinds: "k",
  stages: "g",
};
/** More ids than this would make a link that mail programs break: places of this very page instead. */
const MOST_IDS = 40;

export function written(graph: Graph, picture: Picture, place: Place): string {
  const words = new URLSearchParams();
  const put = (key: string, value: string): void => {
    if (value) words.set(key, value);
  };
  const { base, filters, pins } = picture;
  const id = (node: NodeIndex): string => graph.columns.id[node];
  if (base.kind === "top") put("top", String(base.count));
  if (base.kind === "ego") put("ego", `${id(base.node)},${base.depth}`);
  put("add", nodesWritten(graph, picture.added));
  put("del", nodesWritten(graph, picture.removed));
  put("pin", [...pins].map(([node, [x, y]]) => `${id(node)},${Math.round(x)},${Math.round(y)}`).join("|"));
  for (const facet of FACETS) put(SHORT[facet], [...filters.off[facet]].sort((a, b) => a - b).join("."));
  if (filters.from !== NONE) put("from", graph.day(filters.from));
  if (filters.to !== NONE) put("to", graph.day(filters.to));
  if (filters.sources > 1) put("min", String(filters.sources));
  put("sel", selectionWritten(graph, place.selection));
  if (place.view) {
    const { x, y, scale } = place.view;
    put("at", [Math.round(x), Math.round(y), Number(scale.toPrecision(3))].join(","));
  }
  return words.toString();
}

function nodesWritten(graph: Graph, nodes: ReadonlySet<NodeIndex>): string {
  if (nodes.size <= MOST_IDS) return [...nodes].map((node) => graph.columns.id[node]).join("|");
  let before = 0;
  const gaps = [...nodes].sort((one, two) => one - two).map((node) => {
    const gap = node - before;
    before = node;
    return gap.toString(36);
  });
  return `~${graph.meta.hash}~${gaps.join(".")}`;
}

function nodesRead(graph: Graph, text: string): Set<NodeIndex> {
  if (!text.startsWith("~")) return new Set(text.split("|").flatMap((id) => graph.find(id) ?? []));
  const [, hash, gaps] = text.split("~");
  if (hash !== graph.meta.hash || !gaps) return new Set();
  let node = 0;
  const nodes = gaps.split(".").map((gap) => (node += parseInt(gap, 36)));
  return new Set(nodes.filter((one) => one >= 0 && one < graph.nodeCount));
}

function selectionWritten(graph: Graph, selection: Selection | null): string {
  const id = (node: NodeIndex): string => graph.columns.id[node];
  if (!selection) return "";
  if (selection.kind === "node") return `n|${id(selection.node)}`;
  if (selection.kind === "path") return `p|${id(selection.from)}|${id(selection.to)}`;
  const { edge } = selection;
  return `e|${id(graph.source[edge])}|${graph.vocab.relations[graph.relation[edge]].name}|${id(graph.target[edge])}`;
}

function selectionRead(graph: Graph, text: string): Selection | null {
  const parts = text.split("|");
  const one = graph.find(parts[1] ?? "");
  if (one === undefined) return null;
  if (parts[0] === "n") return { kind: "node", node: one };
  const two = graph.find(parts.at(-1) ?? "");
  if (two === undefined) return null;
  if (parts[0] === "p") return { kind: "path", from: one, to: two };
  const edge = [...graph.edgesOf(one)].find(
    (at) => graph.source[at] === one && graph.target[at] === two && graph.vocab.relations[graph.relation[at]].name === parts[2],
  );
  return edge === undefined ? null : { kind: "edge", edge };
}

/** Anyone may have written the link: whatever in it makes no sense here is passed over. */
export function read(graph: Graph, text: string): { picture: Picture; place: Place } {
  const words = new URLSearchParams(text.replace(/^#/, ""));
  const word = (key: string): string => words.get(key) ?? "";
  const pins = new Map<NodeIndex, Spot>();
  for (const pin of word("pin").split("|")) {
    const [id, x, y] = pin.split(",");
    const node = graph.find(id);
    if (node !== undefined && isFinite(+x) && isFinite(+y)) pins.set(node, [+x, +y]);
  }
  const picture: Picture = {
    base: baseRead(graph, word("ego"), word("top")),
    added: nodesRead(graph, word("add")),
    removed: nodesRead(graph, word("del")),
    pins,
    filters: filtersRead(graph, word),
  };
  return { picture, place: { selection: selectionRead(graph, word("sel")), view: viewRead(word("at")) } };
}

function baseRead(graph: Graph, ego: string, top: string): Base {
  const cut = ego.lastIndexOf(",");
  const node = graph.find(ego.slice(0, cut));
  const depth = Number(ego.slice(cut + 1));
  if (node !== undefined && [1, 2, 3].includes(depth)) return { kind: "ego", node, depth };
  return /^\d{1,6}$/.test(top) && Number(top) > 0 ? { kind: "top", count: Number(top) } : FIRST_PICTURE.base;
}

function filtersRead(graph: Graph, word: (key: string) => string): Filters {
  const numbers = (text: string): ReadonlySet<number> => new Set(text.split(".").filter((one) => /^-?\d+$/.test(one)).map(Number));
  const off = Object.fromEntries(FACETS.map((facet) => [facet, numbers(word(SHORT[facet]))])) as Filters["off"];
  const day = (text: string): Code => graph.vocab.dates.indexOf(text);
  return {
    off,
    from: day(word("from")),
    to: day(word("to")),
    sources: /^[1-9]$/.test(word("min")) ? Number(word("min")) : NO_FILTERS.sources,
  };
}

function viewRead(text: string): View | null {
  const [x, y, scale] = text.split(",").map(Number);
  return text && [x, y, scale].every(isFinite) && scale > 0 ? { x, y, scale } : null;
}
