/** Search as you type; arrows and Enter choose. */

import { el, fill } from "../dom";
import { icon } from "../icons";
import { Search, type Hit } from "../search";
import { nodeIcon, type Context, type Part } from "./context";

const MOST = 12;

export class SearchBox implements Part {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private hits: Hit[] = [];
  private at = 0;

  constructor(
    private readonly context: Context,
    private readonly search: Search,
  ) {
    const { say } = context;
    this.input = el("input", {
      id: "search",
      attrs: {
        type: "text", role: "combobox", placeholder: say("search"), "aria-label": say("searchLabel"), autocomplete: "off",
        spellcheck: "false", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list", enterkeyhint: "search",
      },
    });
    this.list = el("ul", { id: "hits", class: "hits", attrs: { role: "listbox", "aria-label": say("searchLabel"), hidden: "" } });
    this.element = el("div", { class: "search" }, icon("search"), this.input, el("kbd", { text: "/" }), this.list);
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("focus", () => this.look());
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  update(): void {
    this.element.classList.toggle("picking", this.context.model.pickFrom >= 0);
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  private look(): void {
    this.hits = this.search.find(this.input.value, MOST);
    this.at = 0;
    this.show();
  }

  private show(): void {
    const open = this.input.value.trim() !== "" && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    const { say } = this.context;
    const rows = this.hits.map((hit, at) => this.row(hit, at));
    fill(this.list, ...(rows.length ? rows : [el("li", { class: "no-hits", text: say("noHits") })]));
    if (open && rows.length) this.input.setAttribute("aria-activedescendant", `hit-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private row({ node, alias }: Hit, at: number): HTMLElement {
    const { context } = this;
    const { graph, wording } = context;
    const name = wording.name(node);
    const second = alias || [graph.ownName(node, "zh"), graph.ownName(node, "en"), graph.columns.name[node]].find((one) => one && one !== name) || "";
    const row = el(
      "li",
      { id: `hit-${at}`, attrs: { role: "option", "aria-selected": String(at === this.at) } },
      nodeIcon(context, node, 16),
      el("span", { class: "hit-name", text: name }),
      el("span", { class: "hit-alias", text: second }),
      el("span", { class: "hit-type", text: wording.type(graph.type[node]) }),
    );
    // Before the field loses the focus.
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.choose(at);
    });
    return row;
  }

  private choose(at: number): void {
    const hit = this.hits[at];
    if (!hit) return;
    this.input.value = "";
    this.close();
    this.input.blur();
    this.context.go(hit.node);
  }

  close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  private key(event: KeyboardEvent): void {
    // An input method composes: its Enter is not ours.
    if (event.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.hits.length) {
      event.preventDefault();
      this.at = (this.at + steps[event.key] + this.hits.length) % this.hits.length;
      this.show();
      this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.input.value) {
        this.input.value = "";
        this.show();
      } else this.input.blur();
    }
  }
}
