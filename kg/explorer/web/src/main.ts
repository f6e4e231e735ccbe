/** Reads the graph of the page and puts the explorer into `#app`. */

import "./style/base.css";
import "./style/frame.css";
import "./style/parts.css";
import "./style/panel.css";
import { App } from "./app";
import { readBlob } from "./blobs";
import { el, fill } from "./dom";
import { Graph } from "./graph";
import { VERSION, type GraphBlob } from "./payload";
import { firstSettings } from "./settings";
import { sayer } from "./words";

async function main(): Promise<void> {
  const root = document.getElementById("app")!;
  const say = sayer(firstSettings().language);
  try {
    if (typeof DecompressionStream === "undefined") throw new Error(say("oldBrowser"));
    const blob = await readBlob<GraphBlob>("graph");
    if (blob.version !== VERSION) throw new Error(say("otherVersion", { n: blob.version }));
    const app = new App(root, new Graph(blob));
    await app.settled();
    root.dataset["ready"] = "yes";
    // For the console and for measurements; nothing on the page reads it.
    Object.assign(globalThis, { explorer: app });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fill(root, el("div", { class: "broken", attrs: { role: "alert" } }, el("h1", { text: say("broken") }), el("p", { text: reason })));
    throw error;
  }
}

void main();
