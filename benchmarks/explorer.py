"""Time the explorer's page in Chromium beside force-graph and pyvis pages of the same graph in the same run.

    python benchmarks/explorer.py [--nodes 1000 5000 20000] [--repeat 3]

All three pages hold the same nodes at the same places and the same edges, three a node; sentences and
links are in the explorer's alone. CPU is that of all browser processes together (Linux only), the fairest
figure on a machine that has other work; it is the median of the repeats, as wall time is. `first render` runs
from opening the file to two frames after the first node is drawn, `and then` tells what the second after that
takes, so that nothing hides behind the first render. `a frame` is one step of a real mouse that
drags the map, or one click of a real wheel, with all that follows it. The explorer opens with a first view of
its own; `all` stands for a page told to draw every node. force-graph comes from npm: `npm ci` in
benchmarks/force_graph.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from benchmarks.results import Record, add_option, impossible, spread_of, versions
from kg import ontology
from kg.explorer.page import TITLE, Bundle, assemble
from kg.explorer.payload import Payload, payload
from kg.explorer.selection import Scope
from kg.records import Json

HERE = Path(__file__).resolve().parent
FORCE_GRAPH = HERE / "force_graph/node_modules/force-graph/dist/force-graph.min.js"
WINDOW = (1280, 800)
NAMED = 120
DRAGS, WHEELS = 40, 12
TICK = os.sysconf("SC_CLK_TCK")
# Runs before the page's own script and tells when the first node has reached the screen.
WATCH = """(() => {
  const canvas = CanvasRenderingContext2D.prototype;
  const own = canvas.fill;
  canvas.fill = function (...parts) {
    canvas.fill = own;
    requestAnimationFrame(() => requestAnimationFrame(() => console.debug('drawn ' + performance.now())));
    return own.apply(this, parts);
  };
})();"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page and what to open it with."""

    name: str
    path: Path
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    first_wall: float
    first_cpu: float
    then_cpu: float
    drag_cpu: float
    wheel_cpu: float
    heap: float


def descendants(root: int) -> Iterator[int]:
    """Ids of all processes below one."""
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            found = [int(one) for one in task.read_text().split()]
        except OSError:
            continue
        for child in found:
            yield child
            yield from descendants(child)


def browser_cpu() -> float:
    """CPU milliseconds of every browser process that this program started."""
    ticks = 0
    for process in set(descendants(os.getpid())):
        try:
            text = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            continue
        name, _, rest = text.partition(" (")[2].rpartition(") ")
        if "chrom" in name:
            fields = rest.split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / TICK


def settled() -> float:
    """Wait until the browser rests; return its CPU milliseconds."""
    before = browser_cpu()
    for _ in range(200):
        time.sleep(0.25)
        now = browser_cpu()
        if now - before <= 10:
            return now
        before = now
    return before


def drawn(page: Page, address: str, limit_s: float = 120) -> tuple[float, float]:
    """Open a page; wall and CPU milliseconds to its first render."""
    told: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.text.startswith("drawn "):
            told.append(message.text)

    page.on("console", hear)
    before = settled()
    page.goto(address, wait_until="commit")
    end = time.monotonic() + limit_s
    while not told:
        if time.monotonic() > end:
            sys.exit(f"{address} drew nothing in {limit_s:.0f} s")
        page.wait_for_timeout(5)
    return float(told[0].split()[1]), browser_cpu() - before


def moved(page: Page) -> tuple[float, float]:
    """CPU milliseconds of one step of a drag and of one click of the wheel, in the middle of the map."""
    x, y = WINDOW[0] * 0.5, WINDOW[1] * 0.55
    frame = "() => new Promise((done) => requestAnimationFrame(() => done(0)))"
    page.mouse.move(x, y)
    before = settled()
    page.mouse.down()
    for step in range(DRAGS):
        page.mouse.move(x + 4 * (step % 20), y + 3 * (step % 13))
        page.evaluate(frame)
    page.mouse.up()
    after = settled()
    for step in range(WHEELS):
        page.mouse.wheel(0, -80 if step < WHEELS / 2 else 80)
        page.evaluate(frame)
    return (after - before) / DRAGS, (settled() - after) / WHEELS


def timed(browser: Browser, shown: Shown) -> Figures:
    page = browser.new_page(viewport={"width": WINDOW[0], "height": WINDOW[1]})
    page.add_init_script(WATCH)
    first_wall, first_cpu = drawn(page, shown.path.as_uri() + shown.hash)
    before = browser_cpu()
    page.wait_for_timeout(1000)
    then_cpu = browser_cpu() - before
    drag_cpu, wheel_cpu = moved(page)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    page.close()
    return Figures(first_wall, first_cpu, then_cpu, drag_cpu, wheel_cpu, heap)


# --- the same graph, as each library wants it


def colours(made: Payload) -> list[str]:
    """Of each node."""
    words = made.graph["vocab"]["entities"]
    return [words[kind]["colour"] for kind in made.graph["nodes"]["type"]]


def sizes(made: Payload) -> list[float]:
    return [round(4 + 14 * weight**0.5, 1) for weight in made.graph["nodes"]["importance"]]


def force_graph_page(made: Payload) -> str:
    nodes, edges = made.graph["nodes"], made.graph["edges"]
    data: Json = {
        "nodes": [
            {"id": at, "x": x, "y": y, "fx": x, "fy": y, "size": size**2 / 16, "colour": colour,
             "label": name if at < NAMED else ""}
            for at, (x, y, size, colour, name) in enumerate(
                zip(nodes["x"], nodes["y"], sizes(made), colours(made), nodes["name"], strict=True)
            )
        ],
        "links": [
            {"source": source, "target": target, "colour": "#c9ced6"}
            for source, target in zip(edges["source"], edges["target"], strict=True)
        ],
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    script = FORCE_GRAPH.read_text("utf-8").replace("</script", "<\\/script")
    fit = json.dumps(fitted(nodes["x"], nodes["y"]))
    page = (HERE / "force_graph/page.js").read_text("utf-8")
    return (
        '<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}</style><div id="app"></div>'
        f'<script type="application/json" id="data">{text}</script><script>{script}</script>'
        f"<script>window.FIT={fit};{page}</script>"
    )


def fitted(x: list[float], y: list[float]) -> Json:
    """The middle of the map and the scale at which all of it is seen."""
    wide, high = max(x) - min(x) or 1, max(y) - min(y) or 1
    scale = 0.9 * min(WINDOW[0] / wide, WINDOW[1] / high)
    return {"x": (max(x) + min(x)) / 2, "y": (max(y) + min(y)) / 2, "scale": scale}


def pyvis_page(made: Payload) -> str:
    """Given places, physics off, straight edges: the lightest page that pyvis can make."""
    from pyvis.network import Network

    nodes, edges = made.graph["nodes"], made.graph["edges"]
    network = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    for at, (size, colour) in enumerate(zip(sizes(made), colours(made), strict=True)):
        label = nodes["name"][at] if at < NAMED else " "
        network.add_node(
            at, label=label, x=nodes["x"][at], y=nodes["y"][at], size=size, color=colour, physics=False
        )
    # add_edge looks at all edges so far; the page is the same.
    network.edges = [
        {"from": source, "to": target, "arrows": "", "color": "#c9ced6"}
        for source, target in zip(edges["source"], edges["target"], strict=True)
    ]
    network.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    page: str = network.generate_html(notebook=False)
    # Even so it asks a server for styles.
    return re.sub(r"<(?:link|script)[^>]*(?:href|src)=[^>]*>(?:\s*</script>)?", "", page)


def pages(count: int, folder: Path) -> list[Shown]:
    """The three pages of a graph with `count` drawn nodes and three times as many edges."""
    total = round(count / 0.69)
    graph = generate(total, round((3 * count + 0.3 * total) / 0.62))
    made = payload(graph, ontology.load(), Scope())
    nodes, edges = len(made.selection.nodes), len(made.selection.edges)
    print(f"\n{nodes:,} nodes, {edges:,} edges; {len(made.graph['meta']['start']):,} in the first view")

    def shown(name: str, text: str, hash_: str = "") -> Shown:
        path = folder / f"{name.split(',')[0].replace(' ', '-')}-{count}.html"
        path.write_text(text, encoding="utf-8")
        return Shown(name, path, hash_)

    own = assemble(made, Bundle.own(), title=TITLE)
    found = [shown("explorer", own), shown("explorer, all", own, f"#top={nodes}")]
    if FORCE_GRAPH.is_file():
        found.append(shown("force-graph", force_graph_page(made)))
    found.append(shown("pyvis", pyvis_page(made)))
    return found


OPENED, ALL, PEERS = "explorer", "explorer, all", ("force-graph", "pyvis")


def keep(record: Record, at: str, runs: dict[str, list[Figures]]) -> None:
    """The first view is held beside the peers' first render, the whole map beside their whole map."""

    def beside(name: str, which: str, peer: str, unit: str, key: str) -> None:
        ours, theirs = ([float(getattr(run, key)) for run in runs[page]] for page in (which, peer))
        spread = spread_of(ours, theirs)
        figures = median(ours), median(theirs)
        record.add(
            f"{at}{name}, beside {peer}", figures[0], unit, peer=peer, peer_figure=figures[1], spread=spread
        )

    for peer in PEERS:
        if peer not in runs:
            record.leave_out(f"{at}{peer}", "run `npm ci` in benchmarks/force_graph")
            continue
        beside("first render, CPU", OPENED, peer, "ms", "first_cpu")
        beside("the second after the first render, CPU", OPENED, peer, "ms", "then_cpu")
        beside("all nodes, first render, CPU", ALL, peer, "ms", "first_cpu")
        beside("all nodes, a step of a drag, CPU", ALL, peer, "ms", "drag_cpu")
        beside("all nodes, a click of the wheel, CPU", ALL, peer, "ms", "wheel_cpu")
        beside("all nodes, heap", ALL, peer, "MB", "heap")


def report(browser: Browser, shown: list[Shown], repeat: int) -> dict[str, list[Figures]]:
    print(
        f"{'page':<16}{'file MB':>9}{'first render':>22}{'and then':>10}{'CPU ms a frame':>20}{'heap MB':>9}"
    )
    print(f"{'':<16}{'':>9}{'wall ms':>11}{'CPU ms':>11}{'CPU ms':>10}{'drag':>10}{'wheel':>10}")
    rounds = [[timed(browser, one) for one in shown] for _ in range(repeat)]
    for one, runs in zip(shown, zip(*rounds, strict=True), strict=True):
        print(
            f"{one.name:<16}{one.path.stat().st_size / 1e6:>9.2f}"
            f"{median(run.first_wall for run in runs):>11.0f}{median(run.first_cpu for run in runs):>11.0f}"
            f"{median(run.then_cpu for run in runs):>10.0f}"
            f"{median(run.drag_cpu for run in runs):>10.1f}{median(run.wheel_cpu for run in runs):>10.1f}"
            f"{median(run.heap for run in runs):>9.1f}"
        )
    return {one.name: list(runs) for one, runs in zip(shown, zip(*rounds, strict=True), strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 5_000, 20_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for the pages")
    add_option(parser)
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not Path("/proc/self/task").is_dir():
        impossible("Needs Linux and Chromium: apt install chromium")
    if not FORCE_GRAPH.is_file():
        print(f"No force-graph: run `npm ci` in {FORCE_GRAPH.parents[3]}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = given.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        print(
            f"Chromium {browser.version}, {os.cpu_count()} cores, canvas on the CPU, {given.repeat} runs each"
        )
        about = f"Chromium {browser.version}, canvas on the CPU, three edges a node"
        record = Record("explorer", about, versions=versions("pyvis", "playwright"))
        for count in given.nodes:
            keep(record, f"{count:,} nodes: ", report(browser, pages(count, place), given.repeat))
        record.write(given.json)
        browser.close()


if __name__ == "__main__":
    main()
