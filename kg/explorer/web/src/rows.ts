/** What the map shows as the rows of a table: entities, facts, deals. */

import type { Cell } from "./csv";
import type { Wording } from "./format";
import type { Graph } from "./graph";
import type { Visible } from "./visible";
import type { Word } from "./words";

export type Sheet = "entities" | "facts" | "deals";

export interface Column {
  readonly word: Word;
  readonly numeric?: boolean;
  readonly cell: (at: number) => Cell;
}

export interface Rows {
  readonly columns: readonly Column[];
  /** Nodes, or edges among facts. */
  readonly members: readonly number[];
}

export function rowsOf(sheet: Sheet, graph: Graph, visible: Visible, wording: Wording): Rows {
  if (sheet === "facts") return facts(graph, visible, wording);
  return sheet === "deals" ? deals(graph, visible, wording) : entities(graph, visible, wording);
}

function entities(graph: Graph, visible: Visible, wording: Wording): Rows {
  const { id, items, name } = graph.columns;
  const others = (node: number): string => graph.shownNames(node).filter((one) => one !== wording.name(node)).join("; ");
  return {
    members: [...visible.nodes].filter((node) => !graph.isDeal(node)),
    columns: [
      { word: "name", cell: (node) => wording.name(node) || name[node] },
      { word: "type", cell: (node) => wording.type(graph.type[node]) },
      { word: "otherNames", cell: others },
      { word: "items", numeric: true, cell: (node) => items[node] },
      { word: "ties", numeric: true, cell: (node) => graph.degree(node) },
      { word: "first", cell: (node) => graph.day(graph.first[node]) },
      { word: "last", cell: (node) => graph.day(graph.last[node]) },
      { word: "id", cell: (node) => id[node] },
    ],
  };
}

function facts(graph: Graph, visible: Visible, wording: Wording): Rows {
  return {
    members: [...visible.edges].filter((edge) => !graph.isParty(edge)),
    columns: [
      { word: "from_", cell: (edge) => wording.name(graph.source[edge]) },
      { word: "relation", cell: (edge) => wording.relation(graph.relation[edge]) },
      { word: "to_", cell: (edge) => wording.name(graph.target[edge]) },
      { word: "status", cell: (edge) => wording.status(graph.status[edge]) },
      { word: "role", cell: (edge) => wording.role(edge) },
      { word: "confidence", numeric: true, cell: (edge) => Number(graph.confidence[edge].toFixed(2)) },
      { word: "sources", numeric: true, cell: (edge) => graph.sources[edge] },
      { word: "first", cell: (edge) => graph.day(graph.edgeFirst[edge]) },
      { word: "last", cell: (edge) => graph.day(graph.edgeLast[edge]) },
    ],
  };
}

function deals(graph: Graph, visible: Visible, wording: Wording): Rows {
  const { deals: columns, vocab } = graph;
  const row = (node: number): number => graph.dealRow[node];
  const parties = (node: number): string =>
    [...graph.edgesOf(node)].map((edge) => wording.name(graph.other(edge, node))).join("; ");
  return {
    members: [...visible.nodes].filter((node) => graph.isDeal(node)),
    columns: [
      { word: "name", cell: (node) => wording.name(node) },
      { word: "kind", cell: (node) => wording.kind(columns.kind[row(node)]) },
      { word: "stage", cell: (node) => wording.stage(columns.stage[row(node)]) },
      { word: "date", cell: (node) => graph.day(columns.date[row(node)]) },
      { word: "amount", numeric: true, cell: (node) => columns.amount[row(node)] },
      { word: "currency", cell: (node) => vocab.currencies[columns.currency[row(node)]] ?? "" },
      { word: "round", cell: (node) => wording.round(columns.round[row(node)]) },
      { word: "valuation", numeric: true, cell: (node) => columns.valuation[row(node)] },
      { word: "parties", cell: parties },
      { word: "sources", numeric: true, cell: (node) => columns.sources[row(node)] },
    ],
  };
}

/** By a column; what has no value there comes last either way. Equal rows stay as they stood. */
export function sorted({ columns, members }: Rows, by: number, down: boolean): number[] {
  const { cell } = columns[by];
  const keys = members.map((at) => cell(at));
  const none = (key: Cell): boolean => key === null || key === "";
  const { compare } = new Intl.Collator(["en", "zh-Hans-u-co-pinyin"], { numeric: true });
  const order = members.map((_, at) => at).sort((one, two) => {
    const [a, b] = [keys[one], keys[two]];
    if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
    const less = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
    return (down ? -less : less) || one - two;
  });
  return order.map((at) => members[at]);
}
