/** Which key does what. */

import { button, el } from "../dom";
import type { Say, Word } from "../words";

const KEYS: readonly (readonly [readonly string[], Word])[] = [
  [["/"], "keySearch"],
  [["↑", "↓", "Enter"], "keyOpen"],
  [["←", "↑", "→", "↓"], "keyMove"],
  [["+", "−", "0"], "keyZoom"],
  [[".", ","], "keyNeighbour"],
  [["E", "C"], "keyExpand"],
  [["H", "P"], "keyHide"],
  [["1", "2", "3"], "keyEgo"],
  [["S"], "keyPath"],
  [["[", "]"], "keyBack"],
  [["U", "Shift U"], "keyUndo"],
  [["F", "L", "T"], "keyPanels"],
  [["Esc"], "keyEscape"],
];

export function helpDialog(say: Say): HTMLDialogElement {
  const rows = KEYS.flatMap(([keys, word]) => [
    el("dt", {}, ...keys.map((key) => el("kbd", { text: key }))),
    el("dd", { text: say(word) }),
  ]);
  const dialog = el("dialog", { class: "help", attrs: { "aria-label": say("help") } });
  dialog.append(
    el("h2", { text: say("help") }),
    el("p", { text: say("mouse") }),
    el("dl", {}, ...rows),
    el("p", { class: "muted", text: `${say("shapes")} ${say("aboutData")}` }),
    button(say("close"), () => dialog.close(), { class: "wide" }),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return dialog;
}
