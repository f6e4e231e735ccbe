/** What is chosen or under the pointer, drawn over the map: its ties with their directions, its neighbours by name. */

import type { Graph, Language } from "../graph";
import { NONE } from "../payload";
import type { Visible } from "../visible";
import { ems, placed, Room, type Label } from "./labels";
import { edgeStyle, nodeColour, type ColourBy, type Layers } from "./layers";
import { along, lineOf, type Line } from "./lines";
import { FONT, type Scene } from "./scene";
import { shapeOf, trace } from "./shapes";
import type { Theme } from "./theme";

export interface Highlight {
  /** The first is the one meant, where one is. */
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  /** Ringed. */
  readonly centres: readonly number[];
  /** Whether all else steps back. */
  readonly veiled: boolean;
}

/** More neighbours than this are not all named. */
const NAMED = 60;
/** So many are named even where their names lie over others. */
const SURE = 10;
/** With more ties than this none is named. */
const PHRASED = 26;

/** A node and all it is tied to in the picture. */
export function neighbourhood(graph: Graph, visible: Visible, node: number, veiled: boolean): Highlight {
  const edges: number[] = [];
  const nodes = new Set([node]);
  for (const edge of graph.edgesOf(node)) {
    if (!visible.edge[edge]) continue;
    edges.push(edge);
    const next = graph.other(edge, node);
    nodes.add(next);
    if (!graph.isDeal(next)) continue;
    for (const party of graph.edgesOf(next)) {
      if (!visible.edge[party] || graph.other(party, next) === node) continue;
      edges.push(party);
      nodes.add(graph.other(party, next));
    }
  }
  return { nodes: [...nodes], edges: [...new Set(edges)], centres: [node], veiled };
}

export interface Look {
  readonly theme: Theme;
  readonly by: ColourBy;
  readonly language: Language;
  readonly phrase: (edge: number) => string;
}

export function drawHighlight(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  visible: Visible,
  layers: Layers,
  { highlight, look, written }: { highlight: Highlight; look: Look; written: readonly Label[] },
): Label[] {
  const { graph, camera } = scene;
  const { theme } = look;
  if (highlight.veiled) {
    ctx.globalAlpha = 0.8;
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, camera.width, camera.height);
    ctx.globalAlpha = 1;
  }
  const lines = highlight.edges.map((edge) => ({
    edge,
    line: lineOf(camera, layers, graph.source[edge], graph.target[edge], visible.bend[edge]),
  }));
  // Of a hub with hundreds of ties each is drawn finer.
  const ink = Math.max(0.3, Math.min(0.95, 7 / Math.sqrt(lines.length + 1)));
  for (const { edge, line } of lines) {
    ctx.globalAlpha = scene.graph.status[edge] >= 0 && edgeStyle(graph, theme, edge).dash.length ? Math.max(0.8, ink) : ink;
    stroke(ctx, scene, edge, line, theme);
  }
  ctx.globalAlpha = 1;
  for (const node of highlight.nodes) body(ctx, scene, layers, node, look);
  for (const node of highlight.centres) ring(ctx, scene, layers, node, theme);
  const room = new Room(camera.width, camera.height);
  // What is written on the map stays where it is, above the lines.
  for (const label of written) room.hold(label);
  scene.reserve(room, highlight.nodes.slice(0, 300), layers);
  const known = new Set(written.map((label) => label.node));
  const centres = highlight.centres.filter((node) => !known.has(node));
  const rest = highlight.nodes.filter((node) => !known.has(node) && !highlight.centres.includes(node));
  rest.sort((one, two) => graph.importance[two] - graph.importance[one] || one - two);
  const first = placed(scene.nameable(centres, layers, look.language, true), camera, room, centres.length, "all");
  if (lines.length <= PHRASED && highlight.veiled) phrases(ctx, lines, look, room);
  const few = rest.length <= PHRASED;
  const names = [...written, ...first, ...placed(scene.nameable(rest, layers, look.language, few), camera, room, NAMED, SURE)];
  scene.write(ctx, names, theme, true);
  return names;
}

function stroke(ctx: CanvasRenderingContext2D, scene: Scene, edge: number, line: Line, theme: Theme): void {
  const { graph } = scene;
  const { colour, dash } = edgeStyle(graph, theme, edge);
  ctx.strokeStyle = ctx.fillStyle = colour === theme.edge ? theme.faint : colour;
  ctx.lineWidth = 1.4;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(line.fromX, line.fromY);
  if (line.bend) ctx.quadraticCurveTo(line.bend[0], line.bend[1], line.toX, line.toY);
  else ctx.lineTo(line.toX, line.toY);
  ctx.stroke();
  ctx.setLineDash([]);
  if (graph.isParty(edge) || graph.vocab.relations[graph.relation[edge]].symmetric) return;
  arrow(ctx, line, scene.radius(graph.target[edge]) + 1.5);
}

/** At the edge of the target, along the last part of the line. */
function arrow(ctx: CanvasRenderingContext2D, line: Line, gap: number): void {
  const length = Math.hypot(line.toX - line.fromX, line.toY - line.fromY);
  if (length < gap + 12) return;
  const [beforeX, beforeY] = along(line, Math.max(0, 1 - (gap + 8) / length));
  const [tipX, tipY] = along(line, 1 - gap / length);
  const turn = Math.atan2(tipY - beforeY, tipX - beforeX);
  ctx.beginPath();
  ctx.moveTo(tipX, tipY);
  ctx.lineTo(tipX - 8 * Math.cos(turn - 0.4), tipY - 8 * Math.sin(turn - 0.4));
  ctx.lineTo(tipX - 8 * Math.cos(turn + 0.4), tipY - 8 * Math.sin(turn + 0.4));
  ctx.closePath();
  ctx.fill();
}

function body(ctx: CanvasRenderingContext2D, scene: Scene, layers: Layers, node: number, look: Look): void {
  const { graph, camera } = scene;
  const shape = shapeOf(graph.type[node], graph.dealType);
  const colour = nodeColour(graph, look.theme, look.by, node);
  ctx.beginPath();
  trace(ctx, shape, camera.screenX(layers.x[node]), camera.screenY(layers.y[node]), Math.max(3.2, scene.radius(node)));
  ctx.fillStyle = shape === "ring" ? look.theme.background : colour;
  ctx.strokeStyle = shape === "ring" ? colour : look.theme.background;
  ctx.lineWidth = shape === "ring" ? 2.2 : 1;
  ctx.fill();
  ctx.stroke();
}

function ring(ctx: CanvasRenderingContext2D, scene: Scene, layers: Layers, node: number, theme: Theme): void {
  if (node === NONE) return;
  ctx.beginPath();
  ctx.arc(scene.camera.screenX(layers.x[node]), scene.camera.screenY(layers.y[node]), scene.radius(node) * 1.15 + 4, 0, 7);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 2.2;
  ctx.stroke();
}

function phrases(
  ctx: CanvasRenderingContext2D,
  lines: readonly { edge: number; line: Line }[],
  look: Look,
  room: Room,
): void {
  const words: Label[] = [];
  for (const { edge, line } of lines) {
    const text = look.phrase(edge);
    const length = Math.hypot(line.toX - line.fromX, line.toY - line.fromY);
    const width = ems(text) * 10;
    if (!text || length < width + 50) continue;
    const [x, y] = along(line, 0.5);
    if (room.take([x - width / 2, y - 6, x + width / 2, y + 6])) words.push({ node: edge, text, x, y, size: 10 });
  }
  ctx.font = `500 10px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = look.theme.background;
  ctx.fillStyle = look.theme.faint;
  for (const { text, x, y } of words) {
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }
}
