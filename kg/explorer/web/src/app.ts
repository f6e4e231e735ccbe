/** The page put together: state, map, parts around it, and what each tells the others. */

import { copy, download, fill } from "./dom";
import { DARK, LIGHT } from "./draw/theme";
import { Wording } from "./format";
import type { Graph } from "./graph";
import { read, written } from "./hash";
import { png, svgPicture } from "./image";
import { Model, type Change } from "./model";
import { NONE, type EdgeIndex, type NodeIndex } from "./payload";
import { Pointers } from "./pointer";
import { Search } from "./search";
import { firstSettings, keep, type Settings } from "./settings";
import { Stage, type Taste } from "./stage";
import type { Context } from "./ui/context";
import { Layout } from "./ui/layout";
import { listenToKeys } from "./ui/keys";
import { isWord, sayer } from "./words";

const CLOSE = 1.15;
const HASH_MS = 250;
/** After the first picture. */
const LEGEND_MS = 100;

export class App {
  readonly model: Model;
  readonly stage: Stage;
  private readonly search: Search;
  private settings: Settings = firstSettings();
  private context!: Context;
  private layout!: Layout;
  private hashTimer = 0;
  /** The link that this page has read or written last. */
  private knownHash = location.hash;

  constructor(
    private readonly root: HTMLElement,
    readonly graph: Graph,
  ) {
    const { picture, place } = this.openLink();
    const { view } = place;
    this.model = new Model(graph, picture, place);
    this.search = new Search(graph);
    this.stage = new Stage(this.model, this.taste, (edge) => this.context.wording.tie(edge));
    this.stage.onView = () => this.writeHash();
    this.build();
    this.layout.update("all");
    this.stage.resize();
    this.layout.settle();
    this.stage.camera.view = view ?? this.viewFor() ?? this.stage.camera.view;
    this.stage.whole = !view && !this.model.selection;
    new Pointers(this.model, this.stage);
    listenToKeys({
      context: () => this.context,
      stage: this.stage,
      search: () => this.layout.search.focus(),
      filters: () => this.layout.toggleSide("filters"),
      list: () => this.layout.toggleSide("list"),
      table: () => this.layout.toggleTable(),
      fit: () => this.fit(),
      help: () => this.layout.help(),
      escape: () => this.layout.escape(),
    });
    this.model.listen((change) => this.changed(change));
    new ResizeObserver(() => this.resized()).observe(this.stage.element);
    window.addEventListener("hashchange", () => this.readHash());
  }

  private get taste(): Taste {
    const { language, dark, by } = this.settings;
    return { language, by, theme: dark ? DARK : LIGHT };
  }

  /** What the link says; without one, what the page was made around. */
  private openLink(): ReturnType<typeof read> {
    const opened = read(this.graph, location.hash);
    const { focus } = this.graph.meta;
    if (location.hash || focus === NONE) return opened;
    return { ...opened, place: { selection: { kind: "node", node: focus }, view: null } };
  }

  /** All parts anew, in another language or light. */
  private build(): void {
    const { graph, model, settings } = this;
    const say = sayer(settings.language);
    this.context = {
      model,
      graph,
      say,
      language: settings.language,
      theme: this.taste.theme,
      by: settings.by,
      wording: new Wording(graph, settings.language, say),
      go: (node) => this.go(node),
      openEdge: (edge) => this.openEdge(edge),
      announce: (text) => this.layout.footer.announce(text),
    };
    document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset["theme"] = settings.dark ? "dark" : "light";
    const old = this.layout as Layout | undefined;
    this.layout = new Layout(this.context, this.stage, this.search, {
      fit: () => this.fit(),
      theme: () => this.set({ dark: !this.settings.dark }),
      language: () => this.set({ language: this.settings.language === "en" ? "zh" : "en" }),
      colourBy: (by) => this.set({ by }),
      link: () => void this.copyLink(),
      png: () => void this.savePng(),
      svg: () => download(svgPicture(this.stage, this.model, this.taste, this.caption), "explorer.svg"),
    }, old?.open);
    fill(this.root, this.layout.element);
    this.stage.wear(this.taste);
  }

  private set(settings: Partial<Settings>): void {
    this.settings = { ...this.settings, ...settings };
    keep(settings);
    this.build();
    this.layout.update("all");
    this.layout.complete();
  }

  /** Fill the legend, as soon as the map is on the screen. */
  async settled(): Promise<void> {
    await this.stage.drawn;
    await new Promise((done) => setTimeout(done, LEGEND_MS));
    this.layout.complete();
  }

  // --- what happened

  private changed(change: Change): void {
    const { model, layout } = this;
    if (change === "hover") return this.stage.redraw("above");
    if (change === "pins") {
      layout.pinned();
      this.stage.replaced();
      return this.writeHash();
    }
    if (change === "message") return isWord(model.message) ? layout.footer.announce(this.context.say(model.message)) : undefined;
    layout.update(change);
    this.stage.redraw("layers");
    if (change === "place") {
      const { view } = model.place;
      this.layout.settle();
      if (view) this.stage.fly(view);
      else {
        const best = this.viewFor();
        if (best) this.stage.fly(best);
      }
    }
    this.writeHash();
  }

  private resized(): void {
    if (!this.stage.resize()) return;
    this.layout.settle();
    const view = this.stage.whole ? this.stage.viewOf(this.core(), CLOSE) : null;
    if (view) this.stage.camera.view = view;
  }

  /** Where the selection is seen best. */
  private viewFor(): ReturnType<Stage["viewOf"]> {
    const { model, stage } = this;
    const chosen = stage.chosen;
    if (!chosen) return stage.viewOf(this.core(), CLOSE);
    if (model.selection?.kind !== "node") return stage.viewOf(chosen.nodes, CLOSE);
    const node = model.selection.node;
    const near = chosen.nodes.slice(0, 40);
    const around = stage.viewOf(near, CLOSE);
    const scale = Math.max(around?.scale ?? CLOSE, Math.min(CLOSE, 0.55));
    return stage.camera.centred(stage.layers.x[node], stage.layers.y[node], scale);
  }

  /** What is drawn, without the outermost that would make all else small. */
  private core(): NodeIndex[] {
    const nodes = [...this.model.visible.nodes];
    if (nodes.length < 60) return nodes;
    const { x, y } = this.stage.layers;
    const far = Float32Array.from(nodes, (node) => Math.hypot(x[node], y[node]));
    const limit = far.slice().sort()[Math.floor(far.length * 0.97)] * 1.02;
    return nodes.filter((_, at) => far[at] <= limit);
  }

  private fit(): void {
    const view = this.stage.viewOf(this.core(), CLOSE);
    if (view) this.stage.fly(view, true);
  }

  private go(node: NodeIndex): void {
    this.model.select({ kind: "node", node });
    this.layout.chosen();
  }

  private openEdge(edge: EdgeIndex): void {
    this.model.select({ kind: "edge", edge });
    this.layout.chosen();
  }

  // --- links and files

  private writeHash(): void {
    clearTimeout(this.hashTimer);
    this.hashTimer = window.setTimeout(() => {
      const { model, graph, stage } = this;
      // A link that was opened meanwhile comes first: it is about to be read.
      if (location.hash !== this.knownHash) return;
      const hash = `#${written(graph, model.picture, { ...model.place, view: stage.camera.view })}`;
      try {
        history.replaceState(null, "", hash);
        this.knownHash = location.hash;
      } catch {
        // A frame without an address of its own: the view has no link there.
      }
    }, HASH_MS);
  }

  private readHash(): void {
    if (location.hash === this.knownHash) return;
    this.knownHash = location.hash;
    const { picture, place } = read(this.graph, location.hash);
    this.model.open(picture, place);
  }

  private async copyLink(): Promise<void> {
    const { model, graph, stage, context } = this;
    const hash = written(graph, model.picture, { ...model.place, view: stage.camera.view });
    const done = await copy(`${location.href.split("#")[0]}#${hash}`);
    context.announce(context.say(done ? "linkCopied" : "copyFailed"));
  }

  private get caption(): string {
    const { graph, model, context } = this;
    const { counts } = model.visible;
    const days = context.wording.span(graph.meta.first, graph.meta.last);
    return [document.title, context.say("shown", { n: counts.nodes, all: graph.nodeCount }), days].filter(Boolean).join(" · ");
  }

  private async savePng(): Promise<void> {
    download(await png(this.stage, this.taste, this.caption), "explorer.png");
  }
}
