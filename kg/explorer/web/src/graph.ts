/** The graph blob in typed arrays, with what is asked of it many times a second worked out once. */

import { chineseDealName } from "./dealname";
import {
  NONE,
  type Code,
  type DealColumns,
  type EdgeIndex,
  type GraphBlob,
  type Meta,
  type NodeColumns,
  type NodeIndex,
  type Vocabulary,
} from "./payload";

export type Language = "en" | "zh";

const FORMER_ID = /^[a-z]+:\S+$/;

/** All edges node by node, and where those of each node begin. */
interface Ties {
  readonly offsets: Int32Array;
  readonly incident: Int32Array;
}

export class Graph {
  readonly meta: Meta;
  readonly vocab: Vocabulary;
  readonly columns: NodeColumns;
  readonly deals: DealColumns;
  /** How many entities and deals, facts and parties there are. */
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** The types of deals and of their edges stand last. */
  readonly dealType: Code;
  readonly partyType: Code;

  readonly type: Uint8Array;
  readonly community: Int32Array;
  readonly importance: Float32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Node → its row of `deals`, or NONE. */
  readonly dealRow: Int32Array;

  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly relation: Uint8Array;
  readonly status: Int8Array;
  readonly confidence: Float32Array;
  /** A deal's parties have the deal's days and sources. */
  readonly edgeFirst: Int32Array;
  readonly edgeLast: Int32Array;
  readonly sources: Int32Array;
  readonly role: Int32Array;
  readonly lead: Uint8Array;
  readonly lexicon: Uint8Array;

  /** Made when first asked for, as the first picture asks for neither. */
  private madeTies: Ties | undefined;
  private madePlaces: Map<string, NodeIndex> | undefined;
  private readonly dealNames = new Map<NodeIndex, string>();

  constructor(blob: GraphBlob) {
    const { nodes, edges, deals, vocab } = blob;
    this.meta = blob.meta;
    this.vocab = vocab;
    this.columns = nodes;
    this.deals = deals;
    this.nodeCount = nodes.id.length;
    this.edgeCount = edges.source.length;
    this.dealType = vocab.entities.length - 1;
    this.partyType = vocab.relations.length - 1;
    this.type = new Uint8Array(nodes.type);
    this.community = new Int32Array(nodes.community);
    this.importance = new Float32Array(nodes.importance);
    this.first = new Int32Array(nodes.first);
    this.last = new Int32Array(nodes.last);
    this.source = new Int32Array(edges.source);
    this.target = new Int32Array(edges.target);
    this.relation = new Uint8Array(edges.type);
    this.status = new Int8Array(edges.status);
    this.confidence = new Float32Array(edges.confidence);
    this.edgeFirst = new Int32Array(edges.first);
    this.edgeLast = new Int32Array(edges.last);
    this.sources = new Int32Array(edges.sources);
    this.role = new Int32Array(edges.role);
    this.lead = new Uint8Array(edges.lead);
    this.lexicon = new Uint8Array(edges.lexicon);
    this.dealRow = new Int32Array(this.nodeCount).fill(NONE);
    deals.node.forEach((node, row) => (this.dealRow[node] = row));
    this.lendDealsToParties();
  }

  private lendDealsToParties(): void {
    const { relation, partyType, source, edgeFirst, edgeLast, sources, first, last, dealRow } = this;
    const reported = new Int32Array(this.deals.sources);
    for (let edge = 0; edge < relation.length; edge++) {
      if (relation[edge] !== partyType) continue;
      const deal = source[edge];
      edgeFirst[edge] = first[deal];
      edgeLast[edge] = last[deal];
      sources[edge] = reported[dealRow[deal]];
    }
  }

  private get ties(): Ties {
    return (this.madeTies ??= this.tied());
  }

  private tied(): Ties {
    const { source, target } = this;
    const offsets = new Int32Array(this.nodeCount + 1);
    const incident = new Int32Array(2 * this.edgeCount);
    for (let edge = 0; edge < this.edgeCount; edge++) {
      offsets[source[edge] + 1]++;
      if (target[edge] !== source[edge]) offsets[target[edge] + 1]++;
    }
    for (let node = 0; node < this.nodeCount; node++) offsets[node + 1] += offsets[node];
    const next = offsets.slice();
    for (let edge = 0; edge < this.edgeCount; edge++) {
      incident[next[source[edge]]++] = edge;
      if (target[edge] !== source[edge]) incident[next[target[edge]]++] = edge;
    }
    return { offsets, incident };
  }

  /** Edges at a node, each once. */
  edgesOf(node: NodeIndex): Int32Array {
    const { offsets, incident } = this.ties;
    return incident.subarray(offsets[node], offsets[node + 1]);
  }

  degree(node: NodeIndex): number {
    const { offsets } = this.ties;
    return offsets[node + 1] - offsets[node];
  }

  /** The end of an edge that is not `node`. */
  other(edge: EdgeIndex, node: NodeIndex): NodeIndex {
    return this.source[edge] === node ? this.target[edge] : this.source[edge];
  }

  isDeal(node: NodeIndex): boolean {
    return this.type[node] === this.dealType;
  }

  isParty(edge: EdgeIndex): boolean {
    return this.relation[edge] === this.partyType;
  }

  find(id: string): NodeIndex | undefined {
    this.madePlaces ??= new Map(this.columns.id.map((one, node) => [one, node]));
    return this.madePlaces.get(id);
  }

  /** The name in one language, or empty. */
  ownName(node: NodeIndex, language: Language): string {
    const { name, name_zh, name_en } = this.columns;
    const own = language === "zh" ? name_zh[node] : name_en[node];
    return own === 1 ? name[node] : own;
  }

  /** In the reader's language where the news gives one. */
  name(node: NodeIndex, language: Language): string {
    if (language === "zh" && this.isDeal(node) && !this.ownName(node, "zh")) return this.dealName(node);
    return this.ownName(node, language) || this.columns.name[node];
  }

  private dealName(deal: NodeIndex): string {
    const known = this.dealNames.get(deal);
    if (known !== undefined) return known;
    const made = chineseDealName(this, deal);
    this.dealNames.set(deal, made);
    return made;
  }

  /** Every name once, the shown ones first. */
  names(node: NodeIndex): string[] {
    const { name, aliases } = this.columns;
    return [...new Set([name[node], this.ownName(node, "zh"), this.ownName(node, "en"), ...aliases[node]])].filter(Boolean);
  }

  /** The names a reader would say: no former id, which only search needs. */
  shownNames(node: NodeIndex): string[] {
    return this.names(node).filter((name) => !FORMER_ID.test(name));
  }

  day(code: Code): string {
    return this.vocab.dates[code] ?? "";
  }

  /** Edges that tie two nodes, and the deals that both take part in. */
  between(one: NodeIndex, two: NodeIndex): { edges: EdgeIndex[]; deals: NodeIndex[] } {
    const edges = [...this.edgesOf(one)].filter((edge) => this.other(edge, one) === two);
    const deals = this.dealsOf(one);
    const theirs = new Set(this.dealsOf(two));
    return { edges, deals: deals.filter((deal) => theirs.has(deal)) };
  }

  /** The deals that an entity is a party of, each once. */
  dealsOf(node: NodeIndex): NodeIndex[] {
    const found = new Set<NodeIndex>();
    for (const edge of this.edgesOf(node)) {
      if (this.isParty(edge) && this.source[edge] !== node) found.add(this.source[edge]);
    }
    return [...found];
  }
}
