"""The page in a real browser, from disk: its data can be read, nothing else runs, nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.explorer.page import Bundle, explorer_page
from tests.explorer.graphs import KNOWN, small_graph

ATTACK = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
# Reads both blobs as the explorer does and shows them as text; then tries what the policy forbids.
READER = """
const read = async (id) => {
  const text = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
};
const show = async () => {
  const graph = await read('graph'), evidence = await read('evidence');
  const app = document.getElementById('app');
  for (const text of [...graph.nodes.name, ...evidence.reports.sentence]) {
    const line = document.createElement('p');
    line.textContent = text;
    app.append(line);
  }
  const inline = document.createElement('script');
  inline.textContent = "document.title = 'owned'";
  document.body.append(inline);
  const image = document.createElement('img');
  image.setAttribute('onerror', "document.title = 'owned'");
  image.src = 'https://example.org/x.png';
  document.body.append(image);
  await fetch('https://example.org/').catch(() => 0);
  app.dataset.ready = 'yes';
};
show();
"""


@pytest.mark.browser
def test_chromium_reads_the_data_and_runs_and_fetches_nothing_else(tmp_path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "explorer.html"
    page = explorer_page(small_graph(ATTACK), KNOWN, bundle=Bundle(READER, ""))
    path.write_text(page, encoding="utf-8")
    let_out: list[tuple[str, str | None]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        context = browser.new_context(offline=True)
        tab = context.new_page()
        tab.on("requestfinished", lambda request: let_out.append((request.url, None)))
        tab.on("requestfailed", lambda request: let_out.append((request.url, request.failure)))
        tab.goto(path.as_uri())
        tab.wait_for_selector("#app[data-ready]", state="attached", timeout=20_000)
        lines = tab.locator("#app p").all_text_contents()
        title = tab.title()
        browser.close()
    assert ATTACK in lines
    assert f"{ATTACK} buys Hare." in lines
    assert "owned" not in title
    # Chromium tells of what the policy stops before it could leave, too.
    assert [one for one in let_out if not one[0].startswith(("file:", "blob:")) and one[1] != "csp"] == []
    assert ("https://example.org/x.png", "csp") in let_out
