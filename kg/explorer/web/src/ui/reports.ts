/** The sentences that say so: day, status, the names marked, headline and link. */

import { schemaColour } from "../draw/theme";
import { el, fill, link } from "../dom";
import { icon } from "../icons";
import { marked } from "../marks";
import { NONE, type EvidenceBlob, type NodeIndex } from "../payload";
import { chip, type Context } from "./context";

export interface Told {
  /** Which rows of `reports`; asked of the evidence when it has been read. */
  readonly rows: (book: EvidenceBlob) => readonly number[];
  /** Whose names are marked. */
  readonly about: readonly NodeIndex[];
  /** Whether their status is a deal's stage. */
  readonly deal: boolean;
  /** What is said where there is none. */
  readonly none: string;
}

/** Filled as soon as the evidence is decoded. */
export function reports(context: Context, told: Told): HTMLElement {
  const list = el("ol", { class: "reports", attrs: { "aria-busy": "true" } });
  context.model.evidence().then(
    (book) => {
      const rows = told.rows(book);
      list.removeAttribute("aria-busy");
      if (rows.length) fill(list, ...rows.map((row) => report(context, book, row, told)).reverse());
      else list.replaceWith(el("p", { class: "note", text: told.none }));
    },
    () => list.replaceWith(el("p", { class: "note", text: context.say("unreadable") })),
  );
  return list;
}

function report(context: Context, book: EvidenceBlob, row: number, told: Told): HTMLElement {
  const { graph, theme, wording } = context;
  const { item, status, date, sentence } = book.reports;
  const words = told.deal ? graph.vocab.stages : graph.vocab.statuses;
  const word = words[status[row]];
  const head = el(
    "div",
    { class: "report-head" },
    el("time", { text: graph.day(date[row]) }),
    word ? chip(told.deal ? wording.stage(status[row]) : wording.status(status[row]), schemaColour(theme, word.colour)) : null,
  );
  const said = sentence[row];
  // A headline that says it all is not told twice: its link is named by the host.
  const quote = quotation(context, said === 1 ? book.items.name[item[row]] : said, told.about);
  return el("li", {}, head, quote, item[row] === NONE ? null : source(context, book, item[row], said === 1));
}

/** Each sentence as it stands, with the names of those it is about marked. */
export function quotation({ graph }: Context, sentence: string, about: readonly NodeIndex[]): HTMLElement {
  const parts = marked(sentence, about.map((node) => graph.names(node)));
  const quote = el("blockquote", {});
  for (const { text, whose } of parts) quote.append(whose < 0 ? text : el("mark", { class: `who-${Math.min(whose, 2)}`, text }));
  return quote;
}

/** An item's headline, host and link. */
export function source({ say }: Context, book: EvidenceBlob, item: number, quoted = false): HTMLElement {
  const { name, url, host } = book.items;
  const headline = link((!quoted && name[item]) || host[item] || url[item], url[item], { class: "headline" });
  const from = el("span", { class: "host", text: (!quoted && host[item]) || (url[item] ? "" : say("noLink")) });
  if (headline.tagName === "A") headline.append(icon("out", 13));
  return el("div", { class: "source" }, headline, from);
}
