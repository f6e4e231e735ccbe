/** What is shown and what is not, always counted; and what the page has just done, for a moment. */

import { button, el, fill } from "../dom";
import { filtersHold } from "../picture";
import type { Context, Part } from "./context";

const MOMENT_MS = 3500;

export class Footer implements Part {
  readonly element: HTMLElement;
  readonly toast: HTMLElement;
  private timer = 0;

  constructor(private readonly context: Context) {
    this.element = el("p", { class: "counts", id: "counts", attrs: { role: "status", "aria-live": "polite" } });
    this.toast = el("div", { class: "toast", attrs: { role: "alert", hidden: "" } });
  }

  update(): void {
    const { model, graph, say } = this.context;
    const { counts, picture } = { counts: model.visible.counts, picture: model.picture };
    const { left_out_nodes: nodes, left_out_edges: edges } = graph.meta;
    const part = (text: string, title = ""): HTMLElement => el("span", { text, title });
    fill(
      this.element,
      part(say("shown", { n: counts.nodes, all: graph.nodeCount }), nodes || edges ? say("leftOut", { nodes, edges }) : ""),
      part(say("tiesShown", { n: counts.edges, all: graph.edgeCount })),
      counts.filteredNodes + counts.filteredEdges > 0 && part(say("filteredOut", { n: counts.filteredNodes + counts.filteredEdges })),
      filtersHold(picture.filters) && button(say("clearFilters"), () => model.clearFilters(), { class: "small" }),
      counts.removed > 0 && part(say("hiddenByHand", { n: counts.removed })),
      counts.away > 0 && part(say("away", { n: counts.away })),
      nodes + edges > 0 && el("span", { class: "left-out", text: say("leftOut", { nodes, edges }) }),
    );
  }

  announce(text: string): void {
    clearTimeout(this.timer);
    this.toast.textContent = text;
    this.toast.hidden = false;
    this.timer = window.setTimeout(() => (this.toast.hidden = true), MOMENT_MS);
  }
}
