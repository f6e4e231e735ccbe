/** Where the parts stand: bar, side, map, panel, table, days, counts. */

import { button, el } from "../dom";
import type { ColourBy } from "../draw/layers";
import { icon } from "../icons";
import { NONE } from "../payload";
import type { Search } from "../search";
import type { Stage } from "../stage";
import type { Context } from "./context";
import { Filters } from "./filters";
import { Footer } from "./footer";
import { helpDialog } from "./help";
import { NodeList } from "./list";
import { Panel } from "./panel";
import { SearchBox } from "./searchbox";
import { Table } from "./table";
import { Timeline } from "./timeline";
import { TopBar, type Acts } from "./topbar";

export type SideView = "filters" | "list";

export interface LayoutActs extends Omit<Acts, "filters" | "table" | "help"> {
  readonly colourBy: (by: ColourBy) => void;
}

/** What the reader has opened; outlives a change of language. */
export interface Open {
  side: SideView | null;
  table: boolean;
}

const NARROW = "(max-width: 820px)";

export class Layout {
  readonly element: HTMLElement;
  readonly search: SearchBox;
  readonly footer: Footer;
  private readonly bar: TopBar;
  private readonly filters: Filters;
  private readonly list: NodeList;
  private readonly panel: Panel;
  private readonly table: Table;
  private readonly days: Timeline;
  private readonly side: HTMLElement;
  private readonly tabs: HTMLElement;
  private dialog: HTMLDialogElement | undefined;

  constructor(
    private readonly context: Context,
    private readonly stage: Stage,
    search: Search,
    acts: LayoutActs,
    readonly open: Open = { side: matchMedia(NARROW).matches ? null : "filters", table: false },
  ) {
    this.search = new SearchBox(context, search);
    this.footer = new Footer(context);
    this.filters = new Filters(context, acts.colourBy);
    this.list = new NodeList(context);
    this.panel = new Panel(context);
    this.table = new Table(context, () => this.toggleTable());
    this.days = new Timeline(context);
    const bar: Acts = { ...acts, filters: () => this.toggleSide(), table: () => this.toggleTable(), help: () => this.help() };
    this.bar = new TopBar(context, this.search, bar);
    this.tabs = el("div", { class: "choices tabs", attrs: { role: "group" } });
    this.side = el("div", { class: "side" }, this.tabs, this.filters.element, this.list.element);
    const main = el("main", { class: "main" }, this.stage.element, this.zoomTools(acts), this.panel.element, this.footer.toast);
    const bottom = el("footer", { class: "bottom" }, this.days.element, this.footer.element);
    this.element = el("div", { class: "app" }, this.bar.element, this.side, main, this.table.element, bottom);
    this.arrange();
  }

  private zoomTools({ fit }: LayoutActs): HTMLElement {
    const { say } = this.context;
    const zoom = (factor: number): void => (this.stage.camera.zoom(factor), this.stage.moved());
    const made = (["plus", "minus", "fit"] as const).map((name) => {
      const label = say(name === "plus" ? "zoomIn" : name === "minus" ? "zoomOut" : "fit");
      const act = name === "fit" ? fit : () => zoom(name === "plus" ? 1.4 : 1 / 1.4);
      const one = button("", act, { class: "icon", title: label, attrs: { "aria-label": label } });
      one.append(icon(name));
      return one;
    });
    return el("div", { class: "zoom" }, ...made);
  }

  private arrange(): void {
    const { side, table } = this.open;
    const { say } = this.context;
    this.side.hidden = side === null;
    this.filters.element.hidden = side !== "filters";
    this.list.element.hidden = side !== "list";
    this.table.element.hidden = !table;
    this.element.classList.toggle("with-side", side !== null);
    this.element.classList.toggle("with-table", table);
    const tab = (view: SideView): HTMLElement =>
      button(say(view), () => this.showSide(view), { class: "choice", attrs: { "aria-pressed": String(side === view), "data-side": view } });
    const close = button("", () => this.showSide(null), { class: "icon", title: say("close"), attrs: { "aria-label": say("close") } });
    close.append(icon("close"));
    this.tabs.replaceChildren(tab("filters"), tab("list"), el("span", { class: "gap" }), close);
  }

  private showSide(side: SideView | null): void {
    this.open.side = side;
    this.arrange();
    this.filters.update();
    this.list.update();
  }

  /** Open, close, or go from one to the other. */
  toggleSide(view?: SideView): void {
    const { side } = this.open;
    this.showSide(view ? (side === view ? null : view) : side === null ? "filters" : null);
    if (view && this.open.side) (this.side.querySelector(`[data-side="${view}"]`) as HTMLElement | null)?.focus();
  }

  toggleTable(): void {
    this.open.table = !this.open.table;
    this.arrange();
    this.table.update();
  }

  help(): void {
    if (!this.dialog) this.element.append((this.dialog = helpDialog(this.context.say)));
    this.dialog.showModal();
  }

  escape(): void {
    if (this.days.playing) this.days.stop();
    else if (this.context.model.selection || this.context.model.pickFrom !== NONE) this.panel.close();
    else if (this.open.table) this.toggleTable();
    else this.stage.map.focus();
  }

  /** A selection came from the keyboard or a list: the card gets the focus. */
  chosen(): void {
    if (matchMedia(NARROW).matches) this.showSide(null);
    this.panel.focus();
  }

  /** Tell the camera what the panel covers. */
  settle(): void {
    const { panel, stage } = this;
    const box = panel.element.getBoundingClientRect();
    const shown = !panel.element.hidden && box.width > 0;
    const below = shown && box.width > stage.camera.width * 0.8;
    stage.camera.insets = { right: shown && !below ? box.width + 12 : 0, bottom: below ? box.height : 0 };
  }

  /** A node was pinned or let go: nothing else has changed. */
  pinned(): void {
    this.panel.refresh();
    this.bar.update();
  }

  /** Put in what the first picture does not wait for. */
  complete(): void {
    this.filters.complete();
  }

  update(change: "picture" | "place" | "all"): void {
    const { model, graph, say, wording } = this.context;
    if (change !== "picture") this.panel.update();
    else this.panel.refresh();
    this.bar.update();
    this.search.update();
    this.filters.update();
    this.list.update();
    this.table.update();
    this.days.update();
    this.footer.update();
    const { counts } = model.visible;
    const chosen = model.selectedNode === NONE ? "" : ` ${say("selected", { name: wording.name(model.selectedNode) })}`;
    this.stage.map.setAttribute("aria-label", say("map", { nodes: counts.nodes }) + chosen);
    this.stage.map.setAttribute("aria-describedby", "counts");
    this.element.dataset["nodes"] = String(counts.nodes);
    this.element.dataset["edges"] = String(counts.edges);
    this.element.classList.toggle("picking", model.pickFrom !== NONE && model.pickFrom < graph.nodeCount);
  }
}
