// The graph that benchmarks/explorer.py puts into the page, drawn as force-graph's documentation does it: given
// places, names of the most important nodes written by nodeCanvasObject. No innerHTML tooltips.
(function () {
  const { nodes, links } = JSON.parse(document.getElementById("data").textContent);
  window.ForceGraph()(document.getElementById("app"))
    .width(window.innerWidth)
    .height(window.innerHeight)
    .graphData({ nodes, links })
    .cooldownTicks(0)
    .nodeVal("size")
    .nodeColor("colour")
    .linkColor("colour")
    .linkCurvature(0)
    .nodeCanvasObjectMode((node) => (node.label ? "after" : undefined))
    .nodeCanvasObject((node, context, scale) => {
      context.font = `${12 / scale}px sans-serif`;
      context.textAlign = "center";
      context.fillStyle = "#222";
      context.fillText(node.label, node.x, node.y + 14 / scale);
    })
    .onEngineStop(function () {
      this?.zoomToFit?.(0);
    })
    .zoom(window.FIT.scale)
    .centerAt(window.FIT.x, window.FIT.y);
})();
