/** The legend, which filters: what stands on the map, types, communities, ties, statuses, deals, sources. */

import { COLOURED, communityColour, schemaColour } from "../draw/theme";
import { append, button, el, fill, type Child } from "../dom";
import { NONE } from "../payload";
import { filtersHold, mostImportant, MOST_SHOWN, type Facet } from "../picture";
import { digits } from "../words";
import { shapeIcon, type Context, type Part } from "./context";

const TOPS = [150, 300, 600, 1200, 2500, MOST_SHOWN];
const SOURCES = [1, 2, 3, 5];

interface Row {
  /** The numbers that the row switches: one, or all small communities. */
  readonly words: readonly number[];
  readonly label: string;
  readonly swatch: Child;
  readonly title?: string;
}

export class Filters implements Part {
  readonly element: HTMLElement;
  /** Whether the map is drawn: the legend comes after it. */
  private due = false;
  /** Deals are fewer than facts: their filters wait to be asked for. */
  private readonly folded = new Set<Facet>(["kinds", "stages"]);

  constructor(
    private readonly context: Context,
    private readonly colourBy: (by: "community" | "type") => void,
  ) {
    this.element = el("section", { class: "filters", attrs: { "aria-label": context.say("filters") } });
  }

  update(): void {
    if (!this.due || this.element.hidden) return;
    const focus = document.activeElement?.getAttribute("data-key");
    const { model, say } = this.context;
    const held = filtersHold(model.picture.filters);
    fill(
      this.element,
      this.baseChoice(),
      held && button(say("clearFilters"), () => model.clearFilters(), { class: "wide", attrs: { "data-key": "clear" } }),
      this.facet("types", say("types"), this.typeRows()),
      this.facet("communities", say("communities"), this.communityRows(), this.colourChoice()),
      this.facet("relations", say("relations"), this.relationRows()),
      this.facet("statuses", say("statuses"), this.stageRows("statuses")),
      this.facet("kinds", say("kinds"), this.kindRows()),
      this.facet("stages", say("stages"), this.stageRows("stages")),
      this.sourcesChoice(),
      el("p", { class: "note", text: `${say("shapes")} ${say("aboutData")}` }),
    );
    if (focus) (this.element.querySelector(`[data-key="${CSS.escape(focus)}"]`) as HTMLElement | null)?.focus();
  }

  /** Fill the legend, from now on whenever something changes. */
  complete(): void {
    this.due = true;
    this.update();
  }

  private baseChoice(): HTMLElement {
    const { model, say, wording, graph } = this.context;
    const { base } = model.picture;
    const select = el("select", { attrs: { "data-key": "base", "aria-label": say("mostImportant") } });
    const add = (value: string, text: string): void => select.append(el("option", { text, attrs: { value } }));
    if (base.kind === "ego") add("ego", say("egoOf", { name: wording.name(base.node), n: base.depth }));
    add("start", say("firstView"));
    for (const count of TOPS) if (count < graph.nodeCount) add(String(count), say("topN", { n: count }));
    if (graph.nodeCount <= MOST_SHOWN) add(String(graph.nodeCount), say("everything"));
    if (base.kind === "top" && ![...select.options].some((one) => one.value === String(base.count))) {
      add(String(base.count), say("topN", { n: base.count }));
    }
    select.value = base.kind === "top" ? String(base.count) : base.kind;
    select.addEventListener("change", () => {
      if (select.value === "start") model.rebase({ kind: "start" });
      else if (select.value !== "ego") model.rebase({ kind: "top", count: Number(select.value) });
    });
    return el("label", { class: "field" }, el("span", { text: say("mostImportant") }), select);
  }

  private facet(facet: Facet, title: string, rows: readonly Row[], extra?: HTMLElement): HTMLElement | null {
    if (!rows.length) return null;
    const { model, say } = this.context;
    const off = model.picture.filters.off[facet];
    const folded = this.folded.has(facet) && !off.size;
    const box = el("details", { class: "facet", attrs: { "data-facet": facet } });
    box.open = !folded;
    box.addEventListener("toggle", () => {
      if (box.open) this.folded.delete(facet);
      else this.folded.add(facet);
      if (box.open && !list.childElementCount) list.append(...rows.map((row) => this.row(facet, row, rows)));
    });
    const reset = off.size
      ? button(say("all"), (event) => (event.preventDefault(), this.set(facet, new Set())), { class: "small", attrs: { "data-key": `${facet}-all` } })
      : null;
    const heading = el("summary", { attrs: { "data-fold": facet, "data-key": `fold-${facet}` } }, el("span", { text: title }), reset);
    const list = el("ul", { class: "legend" }, ...(folded ? [] : rows.map((row) => this.row(facet, row, rows))));
    append(box, [heading, extra, list]);
    return box;
  }

  private row(facet: Facet, row: Row, all: readonly Row[]): HTMLElement {
    const { model, say } = this.context;
    const off = model.picture.filters.off[facet];
    const count = row.words.reduce((sum, word) => sum + (model.visible.facets[facet].get(word) ?? 0), 0);
    const key = `${facet}-${row.words[0]}`;
    const box = el("input", { attrs: { type: "checkbox", "data-key": key } });
    box.checked = !row.words.some((word) => off.has(word));
    box.addEventListener("change", () => {
      const next = new Set(off);
      for (const word of row.words) if (box.checked) next.delete(word); else next.add(word);
      this.set(facet, next);
    });
    const only = button(say("only"), () => {
      this.set(facet, new Set(all.filter((one) => one !== row).flatMap((one) => one.words)));
    }, { class: "only", attrs: { "aria-label": `${say("only")}: ${row.label}`, "data-key": `${key}-only` } });
    const text = el("span", { class: "label", text: row.label, title: row.title ?? row.label });
    const label = el("label", {}, box, row.swatch, text, el("span", { class: "count", text: digits(count) }));
    return el("li", { class: count ? "" : "nothing" }, label, only);
  }

  private set(facet: Facet, words: ReadonlySet<number>): void {
    const { model } = this.context;
    model.filter({ off: { ...model.picture.filters.off, [facet]: words } });
  }

  private typeRows(): Row[] {
    const { graph, wording, theme, by } = this.context;
    return graph.vocab.entities.map((word, type) => ({
      words: [type],
      label: wording.type(type),
      swatch: shapeIcon(type, graph.dealType, by === "type" ? schemaColour(theme, word.colour) : theme.faint, 16),
    }));
  }

  private colourChoice(): HTMLElement {
    const { say, by } = this.context;
    const choices = (["community", "type"] as const).map((one) =>
      button(say(one === "type" ? "byType" : "byCommunity"), () => this.colourBy(one), {
        class: "choice",
        attrs: { "aria-pressed": String(one === by), "data-key": `by-${one}` },
      }),
    );
    return el("div", { class: "choices", attrs: { role: "group", "aria-label": say("colourBy") } }, ...choices);
  }

  /** Named by their most important entities. */
  private communityRows(): Row[] {
    const { graph, wording, theme, say, by } = this.context;
    const leaders = new Map<number, number[]>();
    for (const node of mostImportant(graph, graph.nodeCount)) {
      const community = graph.community[node];
      const known = leaders.get(community) ?? [];
      if (!known.length) leaders.set(community, known);
      if (known.length < 3 && !graph.isDeal(node)) known.push(node);
    }
    const numbers = [...leaders.keys()].sort((one, two) => one - two);
    const own = numbers.filter((one) => one >= 0 && one < COLOURED);
    const small = numbers.filter((one) => one < 0 || one >= COLOURED);
    const swatch = (community: number): HTMLElement => {
      const dot = el("span", { class: "swatch" });
      dot.style.background = by === "type" ? theme.rest : communityColour(theme, community);
      return dot;
    };
    const rows: Row[] = own.map((community) => {
      const names = (leaders.get(community) ?? []).map((node) => wording.name(node));
      return { words: [community], label: names.join(", ") || say("noCommunity"), swatch: swatch(community) };
    });
    if (small.length) rows.push({ words: small, label: say("otherCommunities"), swatch: swatch(NONE) });
    return rows;
  }

  private relationRows(): Row[] {
    const { graph, wording } = this.context;
    return graph.vocab.relations.map((_, code) => ({ words: [code], label: wording.relation(code), swatch: null }));
  }

  private kindRows(): Row[] {
    const { graph, wording } = this.context;
    return graph.vocab.kinds.map((_, code) => ({ words: [code], label: wording.kind(code), swatch: null }));
  }

  private stageRows(facet: "statuses" | "stages"): Row[] {
    const { graph, wording, theme } = this.context;
    const words = graph.vocab[facet];
    return words.map((word, code) => {
      const dot = el("span", { class: "swatch line" });
      dot.style.background = schemaColour(theme, word.colour);
      return { words: [code], label: facet === "stages" ? wording.stage(code) : wording.status(code), swatch: dot };
    });
  }

  private sourcesChoice(): HTMLElement {
    const { model, say } = this.context;
    const choices = SOURCES.map((least) =>
      button(`≥ ${least}`, () => model.filter({ sources: least }), {
        class: "choice",
        title: say("sourcesMin", { n: least }),
        attrs: { "aria-pressed": String(least === model.picture.filters.sources), "data-key": `sources-${least}` },
      }),
    );
    return el("div", { class: "facet" }, el("h3", { text: say("sources") }), el("div", { class: "choices" }, ...choices));
  }
}

