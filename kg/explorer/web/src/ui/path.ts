/** The way from one entity to another, tie by tie. */

import { button, el } from "../dom";
import type { NodeIndex } from "../payload";
import { nodeButton, type Context } from "./context";

export function pathCard(context: Context, from: NodeIndex, to: NodeIndex): HTMLElement {
  const { say, model } = context;
  const path = model.path;
  const header = el(
    "header",
    {},
    el("p", { class: "kicker", text: say("path") }),
    el("h2", { class: "pair", attrs: { tabindex: "-1" } }, nodeButton(context, from), el("span", { class: "between", text: "→" }), nodeButton(context, to)),
    path ? el("p", { class: "seen", text: say("pathSteps", { n: path.edges.length }) }) : null,
  );
  if (!path) return el("article", { class: "card" }, header, el("p", { class: "note", text: say("noPath") }));
  const steps = el("ol", { class: "path" });
  path.nodes.forEach((node, at) => {
    steps.append(el("li", { class: "stop" }, nodeButton(context, node)));
    const edge = path.edges[at];
    if (edge !== undefined) steps.append(el("li", { class: "leg" }, leg(context, edge, node)));
  });
  return el("article", { class: "card" }, header, steps);
}

function leg(context: Context, edge: number, from: NodeIndex): HTMLElement {
  const { graph, wording } = context;
  const along = graph.source[edge] === from;
  const symmetric = graph.vocab.relations[graph.relation[edge]].symmetric;
  const phrase = wording.relation(graph.relation[edge]);
  const text = symmetric ? `— ${phrase} —` : along ? `↓ ${phrase}` : `↑ ${phrase}`;
  return button(`${text} · ${graph.day(graph.edgeLast[edge])}`, () => context.openEdge(edge), { class: "proof" });
}

/** While the other end of a path is awaited. */
export function pathHint(context: Context, from: NodeIndex): HTMLElement {
  const { say, model } = context;
  const cancel = (): void => model.pickPathFrom(-1);
  return el(
    "article",
    { class: "card" },
    el("header", {}, el("p", { class: "kicker", text: say("path") }), el("h2", { class: "pair", attrs: { tabindex: "-1" } }, nodeButton(context, from), el("span", { class: "between", text: "→ ?" }))),
    el("p", { class: "note", text: say("pathHint") }),
    button(say("cancel"), cancel, { class: "wide" }),
  );
}
