/** What is known of an entity: names, who made it, what it makes, deals, people, partners, rivals, latest items. */

import { schemaColour } from "../draw/theme";
import { button, el } from "../dom";
import { DEALS_AFTER, heading } from "../headings";
import { NONE, type EdgeIndex, type NodeIndex } from "../payload";
import { actions } from "./actions";
import { capped, chip, nodeButton, nodeIcon, type Context } from "./context";
import { source } from "./reports";

const ROWS = 6;

export function card(context: Context, node: NodeIndex): HTMLElement {
  return el("article", { class: "card" }, head(context, node), actions(context, node), ...groups(context, node), latest(context, node));
}

export function head(context: Context, node: NodeIndex): HTMLElement {
  const { graph, say, wording } = context;
  const name = wording.name(node);
  const others = graph.shownNames(node).filter((one) => one !== name);
  const { items, first, last } = graph.columns;
  const days = { n: items[node], first: graph.day(first[node]), last: graph.day(last[node]) };
  return el(
    "header",
    {},
    el("p", { class: "kicker" }, nodeIcon(context, node, 15), wording.type(graph.type[node])),
    el("h2", { text: name, attrs: { tabindex: "-1" } }),
    others.length ? el("p", { class: "aliases", text: others.join(" · ") }) : null,
    days.first ? el("p", { class: "seen", text: say(days.first === days.last ? "namedOnce" : "named", days) }) : null,
  );
}

function groups(context: Context, node: NodeIndex): HTMLElement[] {
  const { graph, language } = context;
  const found = new Map<string, { title: string; order: number; edges: EdgeIndex[] }>();
  for (const edge of graph.edgesOf(node)) {
    if (graph.isParty(edge)) continue;
    const titled = heading(graph, graph.relation[edge], graph.source[edge] === node, language);
    const group = found.get(titled.title) ?? { ...titled, edges: [] };
    group.edges.push(edge);
    found.set(titled.title, group);
  }
  const sections = [...found.values()].map(({ title, order, edges }) => {
    edges.sort((one, two) => weight(context, two, node) - weight(context, one, node) || one - two);
    const rows = capped(context, edges, ROWS, (edge) => factRow(context, edge, node));
    return { order, element: group(title, edges.length, rows) };
  });
  const dealt = deals(context, node);
  if (dealt) sections.push({ order: DEALS_AFTER + 0.5, element: dealt });
  return sections.sort((one, two) => one.order - two.order).map(({ element }) => element);
}

function group(title: string, count: number, rows: HTMLElement): HTMLElement {
  return el("section", { class: "group" }, el("h3", {}, title, el("span", { class: "count", text: String(count) })), rows);
}

function weight({ graph }: Context, edge: EdgeIndex, node: NodeIndex): number {
  return graph.sources[edge] + graph.importance[graph.other(edge, node)];
}

function factRow(context: Context, edge: EdgeIndex, node: NodeIndex): HTMLElement {
  const { graph, theme, wording } = context;
  const word = graph.vocab.statuses[graph.status[edge]];
  const role = wording.role(edge);
  const day = graph.day(graph.edgeLast[edge]);
  const meta = button("", () => context.openEdge(edge), {
    class: "proof",
    title: context.say("evidence"),
    attrs: { "aria-label": `${context.say("evidence")}: ${wording.relation(graph.relation[edge])} ${wording.name(graph.other(edge, node))}` },
  });
  if (word && wording.statusTells(edge)) meta.append(chip(wording.status(graph.status[edge]), schemaColour(theme, word.colour)));
  if (day) meta.append(el("time", { text: day }));
  meta.append(el("span", { class: "sources", text: graph.lexicon[edge] ? "—" : `${graph.sources[edge]}` , title: wording.sources(graph.sources[edge]) }));
  return el("div", { class: "row" }, nodeButton(context, graph.other(edge, node)), role ? el("span", { class: "role", text: role }) : null, meta);
}

/** The deals as a timeline, the latest first. */
function deals(context: Context, node: NodeIndex): HTMLElement | null {
  const { graph, say } = context;
  const found = graph.dealsOf(node);
  const day = (deal: NodeIndex): number => Math.max(graph.deals.date[graph.dealRow[deal]], graph.first[deal]);
  found.sort((one, two) => day(two) - day(one) || one - two);
  if (!found.length) return null;
  const rows = capped(context, found, ROWS + 2, (deal) => dealRow(context, deal));
  rows.classList.add("timeline");
  return group(say("deals"), found.length, rows);
}

export function dealRow(context: Context, deal: NodeIndex): HTMLElement {
  const { graph, theme, wording } = context;
  const row = graph.dealRow[deal];
  const { kind, stage, date } = graph.deals;
  const word = graph.vocab.stages[stage[row]];
  const open = button("", () => context.go(deal), { class: "deal-row" });
  open.append(
    el("time", { text: graph.day(date[row] === NONE ? graph.first[deal] : date[row]) }),
    el("span", { class: "deal-name", text: wording.name(deal) }),
    el("span", { class: "deal-facts" }, [wording.kind(kind[row]), wording.dealValues(row)].filter(Boolean).join(" · "), word ? chip(wording.stage(stage[row]), schemaColour(theme, word.colour)) : null),
  );
  return open;
}

export function latest(context: Context, node: NodeIndex): HTMLElement {
  const { graph, model, say } = context;
  const section = el("section", { class: "group" }, el("h3", { text: say("latest") }));
  model.evidence().then(
    (book) => {
      const items = book.latest[node] ?? [];
      if (!items.length) return section.remove();
      const rows = items.map((item) => el("li", {}, el("time", { text: graph.day(book.items.date[item]) }), source(context, book, item)));
      section.append(el("ul", { class: "items" }, ...rows));
    },
    () => section.append(el("p", { class: "note", text: say("unreadable") })),
  );
  return section;
}
