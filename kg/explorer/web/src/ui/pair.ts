/** Everything between two entities: each tie with its evidence, and each deal of both. The one clicked is open. */

import { schemaColour } from "../draw/theme";
import { el } from "../dom";
import type { EdgeIndex, EvidenceBlob, NodeIndex } from "../payload";
import { chip, nodeButton, nodeIcon, type Context } from "./context";
import { dealRow } from "./card";
import { reports } from "./reports";

export function pair(context: Context, edge: EdgeIndex): HTMLElement {
  const { graph, say } = context;
  const [one, two] = [graph.source[edge], graph.target[edge]];
  const { edges, deals } = graph.between(one, two);
  edges.sort((a, b) => Number(b === edge) - Number(a === edge) || graph.sources[b] - graph.sources[a] || a - b);
  const count = edges.length + deals.length;
  return el(
    "article",
    { class: "card" },
    el(
      "header",
      {},
      el("p", { class: "kicker", text: say("tiesOfPair", { n: count }) }),
      el("h2", { class: "pair", attrs: { tabindex: "-1" } }, nodeButton(context, one), nodeButton(context, two)),
    ),
    ...edges.map((each) => tie(context, each, each === edge)),
    deals.length > 0 && el("section", { class: "group" }, el("h3", { text: say("deals") }), el("ul", { class: "rows timeline" }, ...deals.map((deal) => el("li", {}, dealRow(context, deal))))),
  );
}

function tie(context: Context, edge: EdgeIndex, open: boolean): HTMLElement {
  const box = el("details", { class: "tie", attrs: { "data-edge": String(edge) } });
  const body = el("div", { class: "tie-body" });
  box.append(title(context, edge), body);
  const fillBody = (): void => {
    if (box.open && !body.childElementCount) body.append(...content(context, edge));
  };
  box.addEventListener("toggle", fillBody);
  box.open = open;
  fillBody();
  return box;
}

function title(context: Context, edge: EdgeIndex): HTMLElement {
  const { graph, theme, wording } = context;
  const status = graph.vocab.statuses[graph.status[edge]];
  return el(
    "summary",
    {},
    nodeName(context, graph.source[edge]),
    el("em", { text: wording.relation(graph.relation[edge]) }),
    nodeName(context, graph.target[edge]),
    status ? chip(wording.status(graph.status[edge]), schemaColour(theme, status.colour)) : null,
  );
}

function nodeName(context: Context, node: NodeIndex): HTMLElement {
  return el("span", { class: "inline-name" }, nodeIcon(context, node, 12), context.wording.name(node));
}

function content(context: Context, edge: EdgeIndex): HTMLElement[] {
  const { graph, say, wording } = context;
  const pairs: [string, string][] = [];
  const days = wording.span(graph.edgeFirst[edge], graph.edgeLast[edge]);
  const role = wording.role(edge);
  if (role) pairs.push([say("role"), role]);
  if (days) pairs.push([say("days"), days]);
  if (!graph.isParty(edge)) pairs.push([say("confidence"), `${Math.round(graph.confidence[edge] * 100)} %`]);
  pairs.push([say("sources"), String(graph.sources[edge])]);
  const list = el("dl", {}, ...pairs.flatMap(([term, value]) => [el("dt", { text: term }), el("dd", { text: value })]));
  const row = graph.dealRow[graph.source[edge]];
  const rows = (book: EvidenceBlob): readonly number[] => (graph.isParty(edge) ? book.deals[row] : book.edges[edge]);
  const about = [graph.source[edge], graph.target[edge]];
  const none = say(graph.lexicon[edge] ? "fromLexicon" : "noEvidence");
  return [list, reports(context, { rows, about, deal: graph.isParty(edge), none })];
}
