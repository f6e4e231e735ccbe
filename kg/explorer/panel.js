// What a click shows: all text goes in as text nodes, links only if they are http or https.
"use strict";
(function () {
  const panel = document.getElementById("panel");
  const find = document.getElementById("find");

  function put(parent, name, text) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function link(parent, text, address) {
    let url;
    try { url = new URL(address); } catch { put(parent, "p", text); return; }
    if (url.protocol !== "http:" && url.protocol !== "https:") { put(parent, "p", text); return; }
    const anchor = put(put(parent, "p"), "a", text || url.host);
    anchor.href = url.href;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  }

  function reports(said) {
    for (const report of said) {
      put(panel, "h3", [report.date, report.status].filter(Boolean).join(" · "));
      put(panel, "blockquote", report.sentence);
      link(panel, report.headline, report.url);
    }
  }

  function clear(title) {
    panel.replaceChildren();
    put(panel, "h2", title);
  }

  function showEdge(id) {
    const edge = edges.get(id);
    clear(`${nodes.get(edge.from).name} — ${edge.phrase} → ${nodes.get(edge.to).name}`);
    if (edge.status) put(panel, "p", edge.status);
    if (edge.said.length) reports(edge.said);
    else reports(nodes.get(edge.from).said);
  }

  function showNode(id) {
    const node = nodes.get(id);
    clear(node.name);
    put(panel, "p", node.kind);
    const list = put(panel, "dl");
    for (const [key, value] of Object.entries(node.facts)) {
      put(list, "dt", key);
      put(list, "dd", String(value));
    }
    reports(node.said);
    const near = network.getConnectedEdges(id).map((edge) => edges.get(edge));
    if (near.length) put(panel, "h3", `${near.length} edges`);
    for (const edge of near) {
      const out = edge.from === id;
      const other = nodes.get(out ? edge.to : edge.from).name;
      const row = put(put(panel, "div"), "button", out ? `${edge.phrase} → ${other}` : `${other} — ${edge.phrase} →`);
      row.addEventListener("click", () => { network.selectEdges([edge.id]); showEdge(edge.id); });
    }
  }

  function welcome() {
    clear("Click a name or an edge");
    put(panel, "p", "An edge opens to the sentence that says so, with the link to the article.");
  }

  network.on("click", (event) => {
    if (event.nodes.length) showNode(event.nodes[0]);
    else if (event.edges.length) showEdge(event.edges[0]);
    else welcome();
  });

  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    if (!wanted) { welcome(); return; }
    const text = (node) => `${node.name} ${node.facts.name_zh || ""} ${node.facts.name_en || ""} ${node.facts.aliases || ""}`;
    const hits = nodes.get({ filter: (node) => text(node).toLowerCase().includes(wanted) });
    clear(`${hits.length} found`);
    for (const node of hits) {
      const row = put(put(panel, "div"), "button", `${node.name} (${node.kind})`);
      row.addEventListener("click", () => {
        network.selectNodes([node.id]);
        network.focus(node.id, { scale: 1.2, animation: false });
        showNode(node.id);
      });
    }
  });

  network.once("afterDrawing", () => network.fit({ animation: false }));
  welcome();
})();
