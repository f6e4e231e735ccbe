/** The entities of the map as a list: for keyboards and screen readers, and for all who would rather read. */

import { button, el, fill } from "../dom";
import { nodeButton, type Context, type Part } from "./context";

const STEP = 100;

export class NodeList implements Part {
  readonly element: HTMLElement;
  private most = STEP;

  constructor(private readonly context: Context) {
    this.element = el("section", { class: "node-list", attrs: { "aria-label": context.say("list") } });
  }

  update(): void {
    if (this.element.hidden) return;
    const { model, say, graph, wording } = this.context;
    const { nodes } = model.visible;
    const list = el("ol", { id: "nodes" });
    for (const node of nodes.subarray(0, this.most)) {
      const row = nodeButton(this.context, node);
      if (node === model.selectedNode) row.setAttribute("aria-current", "true");
      row.append(el("span", { class: "count", text: wording.type(graph.type[node]) }));
      list.append(el("li", {}, row));
    }
    const rest = nodes.length - this.most;
    const more = button(say("nextRows", { n: Math.min(STEP, rest) }), () => {
      const next = this.most;
      this.most += STEP;
      this.update();
      (this.element.querySelectorAll("#nodes button")[next] as HTMLElement | undefined)?.focus();
    }, { class: "wide" });
    fill(this.element, nodes.length ? list : el("p", { class: "note", text: say("empty") }), rest > 0 && more);
  }
}
