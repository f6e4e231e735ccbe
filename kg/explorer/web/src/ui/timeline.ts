/** The days as a histogram with two handles; it can play. */

import { buckets, counts, type Bucket } from "../buckets";
import { button, el, fill, svg } from "../dom";
import { icon } from "../icons";
import { NONE, type Code } from "../payload";
import type { Context, Part } from "./context";

const HEIGHT = 40;
const BEAT_MS = 420;

export class Timeline implements Part {
  readonly element: HTMLElement;
  private readonly made: Bucket[];
  private readonly chart: HTMLElement;
  private readonly handles: readonly [HTMLElement, HTMLElement];
  private readonly range: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly all: HTMLButtonElement;
  private bars: SVGElement[] = [];
  private drawn = "";
  private timer = 0;
  /** The buckets that stand for the filter's days: a bucket without days cannot be told from its neighbour by them. */
  private held: { from: Code; to: Code; ends: [number, number] } | null = null;

  constructor(private readonly context: Context) {
    const { say, graph } = context;
    this.made = buckets(graph);
    this.play = button("", () => this.toggle(), { class: "icon", attrs: { id: "play" } });
    this.all = button(say("allDays"), () => this.set(0, this.made.length - 1), { class: "small" });
    this.range = el("output", { class: "range" });
    this.handles = [this.handle("from"), this.handle("to")];
    this.chart = el("div", { class: "chart" });
    this.element = el(
      "section",
      { class: "days", attrs: { "aria-label": say("days") } },
      this.play,
      el("div", { class: "when" }, this.range, this.all),
      el("div", { class: "track" }, this.chart, ...this.handles),
    );
    this.element.hidden = this.made.length < 2;
    this.chart.addEventListener("pointerdown", (event) => this.grab(event));
  }

  private handle(which: "from" | "to"): HTMLElement {
    const made = el("div", { class: `handle ${which}`, attrs: { role: "slider", tabindex: "0", "aria-label": this.context.say(which), "aria-valuemin": "0" } });
    made.addEventListener("keydown", (event) => {
      const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -4, PageUp: 4, Home: -1e6, End: 1e6 };
      if (!(event.key in steps)) return;
      event.preventDefault();
      event.stopPropagation();
      this.shift(which, this.ends[which === "from" ? 0 : 1] + steps[event.key]);
    });
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      made.focus();
      this.follow(event, which);
    });
    return made;
  }

  /** First and last bucket of the range. */
  private get ends(): [number, number] {
    const { from, to } = this.context.model.picture.filters;
    if (this.held?.from === from && this.held.to === to) return this.held.ends;
    const most = this.made.length - 1;
    const first = from === NONE ? 0 : this.made.findIndex((bucket) => bucket.last >= from);
    const last = to === NONE ? most : this.made.findLastIndex((bucket) => bucket.first <= to && bucket.first <= bucket.last);
    return [first < 0 ? most : first, Math.max(0, last < 0 ? 0 : last)];
  }

  private shift(which: "from" | "to", bucket: number, step = true): void {
    const [first, last] = this.ends;
    const most = this.made.length - 1;
    if (which === "from") this.set(Math.min(last, Math.max(0, bucket)), last, step);
    else this.set(first, Math.max(first, Math.min(most, bucket)), step);
  }

  private set(first: number, last: number, step = true): void {
    const most = this.made.length - 1;
    const { graph, model } = this.context;
    const latest = Math.max(this.made[last].last, this.made[first].first);
    const from = first === 0 ? NONE : Math.min(this.made[first].first, graph.vocab.dates.length - 1);
    const to = last === most ? NONE : latest;
    this.held = { from, to, ends: [first, last] };
    model.filter({ from, to }, step);
  }

  private bucketAt(event: PointerEvent): number {
    const box = this.chart.getBoundingClientRect();
    return Math.floor(((event.clientX - box.left) / box.width) * this.made.length);
  }

  /** Pressing on the bars takes the nearer handle along. */
  private grab(event: PointerEvent): void {
    const at = this.bucketAt(event);
    const [first, last] = this.ends;
    const which = Math.abs(at - first) <= Math.abs(at - last) && first !== last ? "from" : at < first ? "from" : "to";
    this.shift(which, at);
    this.follow(event, which);
  }

  private follow(event: PointerEvent, which: "from" | "to"): void {
    const target = event.currentTarget as HTMLElement;
    target.setPointerCapture(event.pointerId);
    let moved = event.currentTarget === this.chart;
    const move = (next: PointerEvent): void => {
      this.shift(which, this.bucketAt(next), !moved);
      moved = true;
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", () => target.removeEventListener("pointermove", move), { once: true });
  }

  // --- playing

  get playing(): boolean {
    return this.timer !== 0;
  }

  toggle(): void {
    if (this.playing) return this.stop();
    const [first, last] = this.ends;
    const whole = first === 0 && last === this.made.length - 1;
    // From the beginning, growing; or a window that goes on from where it stands.
    const width = whole || first === 0 ? -1 : last - first;
    if (last === this.made.length - 1) width < 0 ? this.set(0, 0) : this.set(0, width);
    else this.set(first, last);
    this.timer = window.setInterval(() => this.beat(width), BEAT_MS);
    this.update();
  }

  private beat(width: number): void {
    const next = this.ends[1] + 1;
    if (next >= this.made.length) return this.stop();
    this.set(width < 0 ? 0 : next - width, next, false);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = 0;
    this.update();
  }

  // --- drawing

  update(): void {
    if (!this.made.length) return;
    const { model, graph, say } = this.context;
    const sums = counts(graph, model.visible, this.made);
    const key = sums.join();
    if (key !== this.drawn) this.draw(sums);
    this.drawn = key;
    const [first, last] = this.ends;
    const most = this.made.length;
    this.bars.forEach((bar, at) => bar.classList.toggle("out", at < first || at > last));
    this.handles.forEach((handle, at) => {
      const bucket = at ? last : first;
      handle.style.left = `${((bucket + at) / most) * 100}%`;
      handle.setAttribute("aria-valuemax", String(most - 1));
      handle.setAttribute("aria-valuenow", String(bucket));
      handle.setAttribute("aria-valuetext", this.made[bucket].label);
    });
    const { from, to } = model.picture.filters;
    this.range.textContent = `${graph.day(from === NONE ? graph.meta.first : from)} – ${graph.day(to === NONE ? graph.meta.last : to)}`;
    this.all.hidden = from === NONE && to === NONE;
    const label = say(this.playing ? "pause" : "play");
    this.play.title = label;
    this.play.setAttribute("aria-label", label);
    this.play.replaceChildren(icon(this.playing ? "pause" : "play", 20));
  }

  private draw(sums: readonly number[]): void {
    const highest = Math.max(1, ...sums);
    const { say } = this.context;
    this.bars = sums.map((sum, at) => {
      // Square roots: a day of many reports must not flatten all others.
      const height = sum ? Math.max(2, HEIGHT * Math.sqrt(sum / highest)) : 0;
      const bar = svg("rect", { x: at + 0.1, y: HEIGHT - height, width: 0.8, height });
      const hint = svg("title", {});
      hint.textContent = `${this.made[at].label}: ${say("reports", { n: sum })}`;
      bar.append(hint);
      return bar;
    });
    fill(this.chart, svg("svg", { viewBox: `0 0 ${sums.length} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...this.bars));
  }
}
