/** What can be done with a node: expand, collapse, pin, hide, see it alone, ask the way to another. */

import { button, el } from "../dom";
import { icon, type Icon } from "../icons";
import { EXPANSION } from "../model";
import type { NodeIndex } from "../payload";
import type { Context } from "./context";

export function togglePin({ model, graph }: Context, node: NodeIndex): void {
  const pinned = model.picture.pins.has(node);
  model.pin(node, pinned ? null : [graph.columns.x[node], graph.columns.y[node]]);
}

export function only({ model, go }: Context, node: NodeIndex, depth: number): void {
  model.rebase({ kind: "ego", node, depth });
  go(node);
}

export function actions(context: Context, node: NodeIndex): HTMLElement {
  const { model, say } = context;
  const beyond = model.beyond(node).length;
  const hanging = model.hanging(node).length;
  const pinned = model.picture.pins.has(node);
  const make = (name: Icon, label: string, act: () => void, key: string, enabled = true): HTMLElement => {
    const made = button("", act, { title: `${label} (${key})`, attrs: { "data-act": name, "aria-keyshortcuts": key } });
    made.append(icon(name, 16), el("span", { text: label }));
    made.disabled = !enabled;
    return made;
  };
  const more = beyond ? ` +${Math.min(beyond, EXPANSION)}` : "";
  const { base } = model.picture;
  const depths = [1, 2, 3].map((depth) =>
    button(String(depth), () => only(context, node, depth), {
      class: "choice",
      title: say("stepsLabel", { n: depth }),
      attrs: {
        "aria-label": say("stepsLabel", { n: depth }),
        "aria-pressed": String(base.kind === "ego" && base.node === node && base.depth === depth),
        "data-ego": String(depth),
      },
    }),
  );
  return el(
    "div",
    { class: "actions" },
    make("expand", `${say("expand")}${more}`, () => model.expand(node), "e", beyond > 0),
    make("collapse", say("collapse"), () => model.collapse(node), "c", hanging > 0),
    make("pin", say(pinned ? "unpin" : "pin"), () => togglePin(context, node), "p"),
    make("hide", say("hide"), () => model.hide([node]), "h"),
    make("path", say("pathFrom"), () => model.pickPathFrom(node), "s"),
    make("center", say("center"), () => context.go(node), "."),
    el("div", { class: "choices", attrs: { role: "group", "aria-label": say("steps") } }, el("span", { text: say("steps") }), ...depths),
  );
}
