/** The picture as a file: PNG as it is on the screen but finer, SVG to be edited. */

import { nodeColour } from "./draw/layers";
import { edgeStyle } from "./draw/layers";
import { lineOf } from "./draw/lines";
import { FONT } from "./draw/scene";
import { corners, shapeOf } from "./draw/shapes";
import { svg } from "./dom";
import type { Model } from "./model";
import type { Stage, Taste } from "./stage";

const FINE = 2;

export function png(stage: Stage, taste: Taste, caption: string): Promise<Blob> {
  const { width, height } = stage.camera;
  const canvas = document.createElement("canvas");
  canvas.width = width * FINE;
  canvas.height = height * FINE;
  const ctx = canvas.getContext("2d", { willReadFrequently: true })!;
  stage.paintFor(ctx, FINE);
  ctx.font = `11px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = taste.theme.faint;
  ctx.fillText(caption, 12, height - 12);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("No picture"))), "image/png"));
}

/** Built as elements and then written out: no name can break it. */
export function svgPicture(stage: Stage, model: Model, taste: Taste, caption: string): Blob {
  const { camera } = stage;
  const { theme } = taste;
  const { width, height } = camera;
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT });
  const title = svg("title", {});
  title.textContent = caption;
  root.append(title, svg("rect", { width, height, fill: theme.background }), edges(stage, model, taste), nodes(stage, model, taste), labels(stage, taste, caption));
  const text = new XMLSerializer().serializeToString(root);
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" });
}

function inside(stage: Stage, x: number, y: number): boolean {
  return x > -50 && y > -50 && x < stage.camera.width + 50 && y < stage.camera.height + 50;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function edges(stage: Stage, model: Model, { theme }: Taste): SVGElement {
  const { graph, visible } = model;
  const chosen = stage.chosen;
  const lit = new Set(chosen?.edges);
  const group = svg("g", { fill: "none", "stroke-width": 1 });
  for (const edge of visible.edges) {
    const line = lineOf(stage.camera, stage.layers, graph.source[edge], graph.target[edge], visible.bend[edge]);
    if (!inside(stage, line.fromX, line.fromY) && !inside(stage, line.toX, line.toY)) continue;
    const { colour, dash } = edgeStyle(graph, theme, edge);
    const bend = line.bend ? `Q${round(line.bend[0])} ${round(line.bend[1])} ` : "L";
    const path = svg("path", {
      d: `M${round(line.fromX)} ${round(line.fromY)}${bend}${round(line.toX)} ${round(line.toY)}`,
      stroke: colour,
      opacity: chosen ? (lit.has(edge) ? 0.9 : 0.08) : 0.45,
    });
    if (dash.length) path.setAttribute("stroke-dasharray", dash.join(" "));
    group.append(path);
  }
  return group;
}

function nodes(stage: Stage, model: Model, { theme, by, language }: Taste): SVGElement {
  const { graph, visible } = model;
  const chosen = stage.chosen;
  const lit = new Set(chosen?.nodes);
  const group = svg("g", { stroke: theme.background });
  for (const node of visible.nodes) {
    const [x, y] = [stage.camera.screenX(stage.layers.x[node]), stage.camera.screenY(stage.layers.y[node])];
    if (!inside(stage, x, y)) continue;
    const shape = shapeOf(graph.type[node], graph.dealType);
    const radius = stage.scene.radius(node);
    const colour = nodeColour(graph, theme, by, node);
    const paint = shape === "ring" ? { fill: theme.background, stroke: colour, "stroke-width": 2.2 } : { fill: colour };
    const points = corners(shape);
    const body = points
      ? svg("polygon", { points: points.map(([px, py]) => `${round(x + px * radius)},${round(y + py * radius)}`).join(" "), ...paint })
      : svg("circle", { cx: round(x), cy: round(y), r: round(radius), ...paint });
    if (chosen && !lit.has(node)) body.setAttribute("opacity", "0.15");
    const name = svg("title", {});
    name.textContent = graph.name(node, language);
    body.append(name);
    group.append(body);
  }
  return group;
}

function labels(stage: Stage, { theme }: Taste, caption: string): SVGElement {
  const chosen = stage.chosen;
  const lit = new Set(chosen?.nodes);
  const group = svg("g", { fill: theme.text, stroke: theme.background, "stroke-width": 3, "paint-order": "stroke", "text-anchor": "middle", "stroke-linejoin": "round" });
  for (const { node, text, x, y, size } of stage.labels) {
    const label = svg("text", { x: round(x), y: round(y + size * 0.35), "font-size": size, opacity: chosen && !lit.has(node) ? 0.15 : 1 });
    label.textContent = text;
    group.append(label);
  }
  const note = svg("text", { x: 12, y: stage.camera.height - 12, "font-size": 11, fill: theme.faint, "text-anchor": "start" });
  note.textContent = caption;
  group.append(note);
  return group;
}
