/** Names in any script → the nodes that a reader may mean, the likeliest first. */

import type { Graph } from "./graph";
import type { NodeIndex } from "./payload";
import { Spelling } from "./spelling";

export interface Hit {
  readonly node: NodeIndex;
  /** The name that was found where it is not one of the shown ones, else empty. */
  readonly alias: string;
}

/** One form for what looks alike: width, case, and the spaces, dots and hyphens that people leave out. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\s·・.\-_'’]+/gu, "");
}

const EXACT = 0;
const START = 1;
const WORD = 2;
const SPELLED = 3;
const SPELLED_START = 4;
const INSIDE = 5;
const MISSED = 9;

/** How well one name answers; lower is better. */
function rank(name: string, query: string): number {
  const flat = folded(name);
  if (flat === query) return EXACT;
  if (flat.startsWith(query)) return START;
  if (!flat.includes(query)) return MISSED;
  const words = name.normalize("NFKC").toLowerCase().split(/[\s·・.\-_'’(（]+/u);
  for (let at = 1; at < words.length; at++) if (words.slice(at).join("").startsWith(query)) return WORD;
  return INSIDE;
}

function spelledRank(pinyin: string, query: string): number {
  const spellings = pinyin.split(" ");
  if (spellings.includes(query)) return SPELLED;
  return spellings.some((spelling) => spelling.startsWith(query)) ? SPELLED_START : MISSED;
}

export class Search {
  private made: { readonly lines: readonly string[]; readonly spelled: readonly string[] } | undefined;

  constructor(private readonly graph: Graph) {}

  /** Made when first needed: all names of a node as one line, folded, by which most are told apart; and its pinyin. */
  private get index(): { readonly lines: readonly string[]; readonly spelled: readonly string[] } {
    if (this.made) return this.made;
    const { columns, vocab } = this.graph;
    const spelling = new Spelling(vocab.readings);
    const names = columns.id.map((_, node) => this.graph.names(node));
    const spelled = names.map((all, node) => columns.pinyin[node] || spelling.of(all));
    const lines = names.map((all, node) => [...all.map(folded), spelled[node]].join("\n"));
    this.made = { lines, spelled };
    return this.made;
  }

  /** How a node's Chinese names are typed. */
  spelled(node: NodeIndex): string {
    return this.index.spelled[node];
  }

  /** Of equal answers the more important first. */
  find(text: string, most: number): Hit[] {
    const query = folded(text);
    if (!query) return [];
    const found: { hit: Hit; rank: number }[] = [];
    const { lines } = this.index;
    for (let node = 0; node < lines.length; node++) {
      if (lines[node].includes(query)) {
        const one = this.judged(node, query);
        if (one) found.push(one);
      }
    }
    const { importance } = this.graph;
    found.sort(
      (one, two) =>
        one.rank - two.rank || importance[two.hit.node] - importance[one.hit.node] || one.hit.node - two.hit.node,
    );
    return found.slice(0, most).map((one) => one.hit);
  }

  private judged(node: NodeIndex, query: string): { hit: Hit; rank: number } | null {
    const { graph } = this;
    const shown = [graph.columns.name[node], graph.ownName(node, "zh"), graph.ownName(node, "en")];
    let best = MISSED;
    let alias = "";
    for (const one of graph.names(node)) {
      const reached = rank(one, query);
      if (reached >= best) continue;
      best = reached;
      alias = shown.includes(one) ? "" : one;
    }
    const spelled = spelledRank(this.spelled(node), query);
    if (spelled < best) [best, alias] = [spelled, ""];
    if (best === MISSED) return null;
    // A deal's name holds its parties' names: the parties come first.
    return { hit: { node, alias }, rank: best + (this.graph.isDeal(node) ? MISSED : 0) };
  }
}
