/** Values as readers write them: money, words of the schema, counts of sources. */

import { chineseRound } from "./dealname";
import type { Graph, Language } from "./graph";
import { NONE, type Code, type EdgeIndex, type NodeIndex } from "./payload";
import type { Say } from "./words";

const SIGNS: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", CNY: "¥", JPY: "JP¥", KRW: "₩", INR: "₹", HKD: "HK$" };
const ZH_NAMES: Record<string, string> = {
  USD: "美元",
  CNY: "元",
  EUR: "欧元",
  GBP: "英镑",
  JPY: "日元",
  KRW: "韩元",
  HKD: "港元",
  INR: "卢比",
};

/** The roles of deals; a test holds them against the schemas. */
const ROLES_ZH: Record<string, string> = {
  acquirer: "收购方",
  target: "被收购方",
  investee: "融资方",
  investor: "投资方",
  partner: "合作方",
  customer: "客户",
  vendor: "供应方",
  issuer: "上市主体",
};

function short(value: number): string {
  return String(Number(value >= 100 ? value.toFixed(0) : value.toPrecision(3)));
}

/** "$1.3B" or "13 亿美元". */
export function money(amount: number, currency: string, language: Language): string {
  if (language === "zh") {
    const [unit, size] = amount >= 1e8 ? ["亿", 1e8] : amount >= 1e4 ? ["万", 1e4] : ["", 1];
    return `${short(amount / size)} ${unit}${ZH_NAMES[currency] ?? currency}`.trim();
  }
  const steps: readonly [number, string][] = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"], [1, ""]];
  const [size, unit] = steps.find(([least]) => amount >= least) ?? [1, ""];
  const sign = SIGNS[currency];
  return sign ? `${sign}${short(amount / size)}${unit}` : `${short(amount / size)}${unit} ${currency}`.trim();
}

/** The words of the payload in one language. */
export class Wording {
  constructor(
    private readonly graph: Graph,
    private readonly language: Language,
    private readonly say: Say,
  ) {}

  private pick(word: { label_zh: string; label_en?: string; name: string } | undefined): string {
    if (!word) return this.say("none");
    return this.language === "zh" ? word.label_zh : (word.label_en ?? word.name);
  }

  type(code: Code): string {
    return this.pick(this.graph.vocab.entities[code]);
  }

  kind(code: Code): string {
    return this.pick(this.graph.vocab.kinds[code]);
  }

  stage(code: Code): string {
    return this.pick(this.graph.vocab.stages[code]);
  }

  status(code: Code): string {
    return this.pick(this.graph.vocab.statuses[code]);
  }

  relation(code: Code): string {
    const word = this.graph.vocab.relations[code];
    return this.language === "zh" ? word.phrase_zh : word.phrase_en;
  }

  /** What a line is called: a party by its role. */
  tie(edge: EdgeIndex): string {
    return (this.graph.isParty(edge) && this.role(edge)) || this.relation(this.graph.relation[edge]);
  }

  /** What a party is in its deal; empty where nobody says. Titles at an employer stay as the news has them. */
  role(edge: EdgeIndex): string {
    const role = this.graph.vocab.roles[this.graph.role[edge]] ?? "";
    return (this.language === "zh" && this.graph.isParty(edge) && ROLES_ZH[role]) || role;
  }

  /** A financing round; empty where none is told. */
  round(code: Code): string {
    const round = this.graph.vocab.rounds[code] ?? "";
    if (this.language === "zh") return chineseRound(round);
    return /^[A-Z]/.test(round) ? `${round} round` : round;
  }

  name(node: NodeIndex): string {
    return this.graph.name(node, this.language);
  }

  sources(count: number): string {
    return this.say("sourceCount", { n: count });
  }

  /** First and last day, once where they are one. */
  span(first: Code, last: Code): string {
    const [from, to] = [this.graph.day(first), this.graph.day(last)];
    return from === to ? from : `${from} – ${to}`;
  }

  /** A deal's sum, round and valuation, as far as they are known. */
  dealValues(row: number): string {
    const { deals, vocab } = this.graph;
    const currency = vocab.currencies[deals.currency[row]] ?? "";
    const [amount, valuation] = [deals.amount[row], deals.valuation[row]];
    const parts: string[] = [];
    if (amount !== null) parts.push(money(amount, currency, this.language));
    if (deals.round[row] !== NONE) parts.push(this.round(deals.round[row]));
    if (valuation !== null) parts.push(`${this.say("valuation")} ${money(valuation, currency, this.language)}`);
    return parts.join(" · ");
  }

  /** Whether the news asserts a fact or tells it in another way, that has to be said. */
  statusTells(edge: EdgeIndex): boolean {
    return this.graph.status[edge] !== NONE && this.graph.status[edge] !== plainStatus(this.graph);
  }
}

/** The status that most facts have: what is simply said. */
export function plainStatus(graph: Graph): Code {
  const known = plain.get(graph);
  if (known !== undefined) return known;
  const named = graph.vocab.statuses.findIndex((status) => status.name === "asserted");
  const found = named >= 0 ? named : commonest(graph.status);
  plain.set(graph, found);
  return found;
}

const plain = new WeakMap<Graph, Code>();

function commonest(statuses: Int8Array): Code {
  const counts = new Map<Code, number>();
  for (const status of statuses) if (status !== NONE) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].sort((one, two) => two[1] - one[1])[0]?.[0] ?? NONE;
}
