/** What is known of a deal: kind, stage, day, money, who takes part as what, and every report. */

import { schemaColour } from "../draw/theme";
import { el } from "../dom";
import { NONE, type NodeIndex } from "../payload";
import { actions } from "./actions";
import { capped, chip, nodeButton, type Context } from "./context";
import { head } from "./card";
import { reports } from "./reports";

const PARTIES = 12;

export function dealCard(context: Context, deal: NodeIndex): HTMLElement {
  const { graph, say } = context;
  const row = graph.dealRow[deal];
  const parties = [...graph.edgesOf(deal)].filter((edge) => graph.isParty(edge));
  const about = parties.map((edge) => graph.target[edge]);
  const told = { rows: (book: { deals: readonly (readonly number[])[] }) => book.deals[row], about, deal: true, none: say("noEvidence") };
  return el(
    "article",
    { class: "card" },
    head(context, deal),
    facts(context, row),
    actions(context, deal),
    el(
      "section",
      { class: "group" },
      el("h3", {}, say("parties"), el("span", { class: "count", text: String(parties.length) })),
      capped(context, parties, PARTIES, (edge) => party(context, edge)),
    ),
    el("section", { class: "group" }, el("h3", { text: say("evidence") }), reports(context, told)),
  );
}

function party(context: Context, edge: number): HTMLElement {
  const { graph, say, wording } = context;
  const words = [wording.role(edge), graph.lead[edge] ? say("lead") : ""].filter(Boolean).join(" · ");
  return el("div", { class: "row" }, nodeButton(context, graph.target[edge]), el("span", { class: "role", text: words }));
}

function facts(context: Context, row: number): HTMLElement {
  const { graph, theme, wording, say } = context;
  const { kind, stage, date, sources } = graph.deals;
  const word = graph.vocab.stages[stage[row]];
  return el(
    "div",
    { class: "deal-facts" },
    el("strong", { text: wording.kind(kind[row]) }),
    word ? chip(wording.stage(stage[row]), schemaColour(theme, word.colour)) : null,
    date[row] === NONE ? null : el("time", { text: graph.day(date[row]) }),
    el("span", { class: "values", text: wording.dealValues(row) }),
    el("span", { class: "muted", text: sources[row] ? wording.sources(sources[row]) : say("noEvidence") }),
  );
}
