/** The panel beside the map: a card, a deal, a pair, a path, or nothing. */

import { button, el, fill } from "../dom";
import { icon } from "../icons";
import { NONE } from "../payload";
import { actions } from "./actions";
import { card } from "./card";
import type { Context, Part } from "./context";
import { dealCard } from "./deal";
import { pair } from "./pair";
import { pathCard, pathHint } from "./path";

export class Panel implements Part {
  readonly element: HTMLElement;
  private readonly body: HTMLElement;

  constructor(private readonly context: Context) {
    this.body = el("div", { class: "panel-body" });
    const close = button("", () => this.close(), { class: "icon close", title: context.say("close"), attrs: { "aria-label": context.say("close") } });
    close.append(icon("close"));
    this.element = el("aside", { class: "panel", attrs: { "aria-label": context.say("evidence"), hidden: "" } }, close, this.body);
  }

  close(): void {
    const { model } = this.context;
    if (model.pickFrom !== NONE) model.pickPathFrom(NONE);
    else if (model.selection) model.select(null, model.lookingAt());
  }

  /** Draw anew for another place. */
  update(): void {
    this.context.model.hover(NONE);
    const shown = this.content();
    this.element.hidden = shown === null;
    fill(this.body, shown);
    // Asking where it stands has the browser lay the page out: not where nothing is shown.
    if (shown) this.body.scrollTop = 0;
  }

  /** Of the same card, what the picture changes. */
  refresh(): void {
    const { selection, pickFrom } = this.context.model;
    if (pickFrom !== NONE || selection?.kind === "path") return this.update();
    const old = this.body.querySelector(".actions");
    if (!old || selection?.kind !== "node") return;
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    const key = held?.getAttribute("data-act") ?? held?.getAttribute("data-ego");
    const fresh = actions(this.context, selection.node);
    old.replaceWith(fresh);
    if (key) (fresh.querySelector(`[data-act="${key}"], [data-ego="${key}"]`) as HTMLElement | null)?.focus();
  }

  private content(): HTMLElement | null {
    const { context } = this;
    const { selection, pickFrom } = context.model;
    if (pickFrom !== NONE) return pathHint(context, pickFrom);
    if (!selection) return null;
    if (selection.kind === "edge") return pair(context, selection.edge);
    if (selection.kind === "path") return pathCard(context, selection.from, selection.to);
    return context.graph.isDeal(selection.node) ? dealCard(context, selection.node) : card(context, selection.node);
  }

  focus(): void {
    (this.body.querySelector("h2") as HTMLElement | null)?.focus({ preventScroll: true });
  }
}
