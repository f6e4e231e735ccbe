/** The bar above the map: name, search, ways back, table, and the menu of the rest. */

import { button, el, fill } from "../dom";
import { chinese, icon, type Icon } from "../icons";
import type { Word } from "../words";
import type { Context, Part } from "./context";
import type { SearchBox } from "./searchbox";

export interface Acts {
  readonly filters: () => void;
  readonly table: () => void;
  readonly fit: () => void;
  readonly theme: () => void;
  readonly language: () => void;
  readonly link: () => void;
  readonly png: () => void;
  readonly svg: () => void;
  readonly help: () => void;
}

export class TopBar implements Part {
  readonly element: HTMLElement;
  private readonly history: Record<"back" | "forward" | "undo" | "redo", HTMLButtonElement>;
  private readonly menu: HTMLElement;
  private readonly opener: HTMLButtonElement;

  constructor(
    private readonly context: Context,
    search: SearchBox,
    acts: Acts,
  ) {
    const { model, say } = context;
    this.history = {
      back: this.tool("back", "back", () => model.step("back"), "["),
      forward: this.tool("forward", "forward", () => model.step("forward"), "]"),
      undo: this.tool("undo", "undo", () => model.undo("undo"), "u"),
      redo: this.tool("redo", "redo", () => model.undo("redo"), "Shift+u"),
    };
    this.opener = this.tool("more", "more", () => this.open(this.menu.hidden !== false));
    this.opener.setAttribute("aria-haspopup", "menu");
    this.menu = this.menuOf(acts);
    const other = context.language === "en" ? "" : say("language");
    const language = button(other, acts.language, { class: "text", attrs: { id: "language", "aria-label": say("language") } });
    if (!other) language.append(chinese());
    this.element = el(
      "header",
      { class: "topbar" },
      this.tool("filters", "filters", acts.filters, "f"),
      el("div", { class: "brand" }, el("strong", { text: say("title") }), el("span", { text: say("subtitle") })),
      search.element,
      el("div", { class: "tools history", attrs: { role: "group" } }, ...Object.values(this.history)),
      el("div", { class: "tools" }, this.tool("fit", "fit", acts.fit, "0"), this.tool("table", "table", acts.table, "t"), this.tool("theme", "theme", acts.theme), language, this.opener),
      this.menu,
    );
    document.addEventListener("pointerdown", (event) => {
      const inside = this.menu.contains(event.target as Node) || this.opener.contains(event.target as Node);
      if (!inside) this.open(false);
    });
  }

  private tool(name: Icon, word: Word, act: () => void, key = ""): HTMLButtonElement {
    const label = this.context.say(word);
    const made = button("", act, { class: "icon", title: key ? `${label} (${key})` : label, attrs: { "aria-label": label, "data-tool": name } });
    made.append(icon(name));
    return made;
  }

  private menuOf(acts: Acts): HTMLElement {
    const { say, model } = this.context;
    const items: [Word, () => void][] = [
      ["copyLink", acts.link],
      ["savePng", acts.png],
      ["saveSvg", acts.svg],
      ["reset", () => model.reset()],
      ["help", acts.help],
    ];
    const menu = el("div", { class: "menu", attrs: { role: "menu", hidden: "" } });
    fill(menu, ...items.map(([word, act]) =>
      button(say(word), () => (this.open(false), act()), { attrs: { role: "menuitem", "data-menu": word } }),
    ));
    menu.addEventListener("keydown", (event) => {
      const at = [...menu.children].indexOf(document.activeElement as Element);
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step) {
        event.preventDefault();
        (menu.children[(at + step + menu.children.length) % menu.children.length] as HTMLElement).focus();
      }
      if (event.key === "Escape") {
        event.stopPropagation();
        this.open(false);
        this.opener.focus();
      }
    });
    return menu;
  }

  open(shown: boolean): void {
    this.menu.hidden = !shown;
    this.opener.setAttribute("aria-expanded", String(shown));
    if (shown) (this.menu.firstElementChild as HTMLElement).focus();
  }

  update(): void {
    const { can } = this.context.model;
    for (const [name, made] of Object.entries(this.history)) made.disabled = !can[name as keyof typeof can];
  }
}
