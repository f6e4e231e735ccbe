/** The same selection as rows: sortable, to be copied or saved. */

import { csv, tabbed, type Cell } from "../csv";
import { button, copy, download, el, fill } from "../dom";
import { icon } from "../icons";
import { rowsOf, sorted, type Rows, type Sheet } from "../rows";
import { digits } from "../words";
import type { Context, Part } from "./context";

const STEP = 100;
const SHEETS: readonly Sheet[] = ["entities", "facts", "deals"];

export class Table implements Part {
  readonly element: HTMLElement;
  private sheet: Sheet = "entities";
  private order: { by: number; down: boolean } | null = null;
  private most = STEP;

  constructor(
    private readonly context: Context,
    private readonly close: () => void,
  ) {
    this.element = el("section", { class: "table", attrs: { "aria-label": context.say("table"), hidden: "" } });
  }

  update(): void {
    if (this.element.hidden) return;
    const key = document.activeElement?.getAttribute("data-key");
    const [top, left] = [this.scroller?.scrollTop ?? 0, this.scroller?.scrollLeft ?? 0];
    const { graph, model, wording, say } = this.context;
    const rows = rowsOf(this.sheet, graph, model.visible, wording);
    const members = this.order ? sorted(rows, this.order.by, this.order.down) : [...rows.members];
    const scroller = el("div", { class: "scroller", attrs: { tabindex: "0", role: "region", "aria-label": say(this.sheet) } });
    if (members.length) scroller.append(this.grid(rows, members));
    else scroller.append(el("p", { class: "note", text: say("emptyTable") }));
    if (members.length > this.most) scroller.append(this.further(members.length));
    fill(this.element, this.bar(rows, members), scroller);
    scroller.scrollTo(left, top);
    if (key) (this.element.querySelector(`[data-key="${CSS.escape(key)}"]`) as HTMLElement | null)?.focus({ preventScroll: true });
  }

  private get scroller(): HTMLElement | null {
    return this.element.querySelector(".scroller");
  }

  private further(count: number): HTMLElement {
    const more = (): void => {
      this.most += STEP * 5;
      this.update();
    };
    return button(this.context.say("nextRows", { n: Math.min(STEP * 5, count - this.most) }), more, { class: "wide" });
  }

  private bar(rows: Rows, members: readonly number[]): HTMLElement {
    const { say, announce } = this.context;
    const tabs = SHEETS.map((sheet) =>
      button(say(sheet), () => this.turn(sheet), {
        class: "choice",
        attrs: { "aria-pressed": String(sheet === this.sheet), "data-key": `tab-${sheet}`, "data-sheet": sheet },
      }),
    );
    const copied = async (): Promise<void> => announce(say((await copy(tabbed(this.cells(rows, members)))) ? "copied" : "copyFailed"));
    const save = (): void => {
      download(new Blob([csv(this.cells(rows, members))], { type: "text/csv;charset=utf-8" }), `${this.sheet}.csv`);
    };
    const close = button("", this.close, { class: "icon", title: say("close"), attrs: { "aria-label": say("close") } });
    close.append(icon("close"));
    return el(
      "div",
      { class: "table-bar" },
      el("div", { class: "choices", attrs: { role: "group" } }, ...tabs),
      el("span", { class: "muted", text: say("rows", { n: members.length }) }),
      el("span", { class: "gap" }),
      button(say("copy"), () => void copied(), { class: "small", attrs: { "data-key": "copy" } }),
      button(say("csv"), save, { class: "small", attrs: { "data-key": "csv" } }),
      close,
    );
  }

  private turn(sheet: Sheet): void {
    this.sheet = sheet;
    this.order = null;
    this.most = STEP;
    this.update();
  }

  /** All rows, not only those drawn. */
  private cells(rows: Rows, members: readonly number[]): Cell[][] {
    const heads = rows.columns.map(({ word }) => this.context.say(word));
    return [heads, ...members.map((at) => rows.columns.map(({ cell }) => cell(at)))];
  }

  private grid(rows: Rows, members: readonly number[]): HTMLElement {
    const body = el("tbody", {});
    for (const at of members.slice(0, this.most)) body.append(this.row(rows, at));
    return el("table", {}, el("thead", {}, el("tr", {}, ...rows.columns.map((_, by) => this.head(rows, by)))), body);
  }

  private head({ columns }: Rows, by: number): HTMLElement {
    const { say } = this.context;
    const now = this.order?.by === by ? (this.order.down ? "descending" : "ascending") : "none";
    const turn = (): void => {
      const numeric = columns[by].numeric ?? false;
      this.order = this.order?.by === by ? { by, down: !this.order.down } : { by, down: numeric };
      this.update();
    };
    const arrow = now === "none" ? "" : now === "ascending" ? " ↑" : " ↓";
    const label = button(`${say(columns[by].word)}${arrow}`, turn, { attrs: { "data-key": `head-${by}` } });
    return el("th", { class: columns[by].numeric ? "number" : "", attrs: { scope: "col", "aria-sort": now } }, label);
  }

  private row({ columns }: Rows, at: number): HTMLElement {
    const { context } = this;
    const open = (): void => (this.sheet === "facts" ? context.openEdge(at) : context.go(at));
    const cells = columns.map(({ cell, numeric }, column) => {
      const value = cell(at);
      const text = value === null ? "" : typeof value === "number" ? digits(value) : value;
      if (column === 0) return el("th", { attrs: { scope: "row" } }, button(text, open));
      return el("td", { class: numeric ? "number" : "", text, title: text.length > 40 ? text : "" });
    });
    return el("tr", {}, ...cells);
  }
}
