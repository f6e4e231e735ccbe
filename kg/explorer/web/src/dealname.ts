/** What a deal is called in Chinese; the graph names deals in English. As `deal_names.py` does it: parties, kind, round, money. */

import { money } from "./format";
import type { Graph } from "./graph";
import { NONE, type NodeIndex } from "./payload";

const MOST_NAMES = 3;
/** Rounds that are words; others are letters. */
const ROUNDS: Record<string, string> = { angel: "天使轮", debt: "债务融资", seed: "种子轮", strategic: "战略投资" };

export function chineseRound(round: string): string {
  return ROUNDS[round] ?? (/[A-Za-z]\+*$/.test(round) ? `${round} 轮` : round);
}

export function chineseDealName(graph: Graph, deal: NodeIndex): string {
  const { deals, vocab } = graph;
  const row = graph.dealRow[deal];
  const kind = vocab.kinds[deals.kind[row]];
  const groups = byRole(graph, deal);
  if (!kind || !groups.size) return graph.columns.name[deal];
  const between = groups.size === 1 ? " – " : "、";
  const label = [...groups.values()].map((names) => joined(names, between)).join(" – ");
  // Whom a deal is about nobody says: its other parties took part in it.
  const anonymous = kind.main !== NONE && !groups.has(kind.main);
  // A space only after Latin letters.
  const gap = /[A-Za-z0-9]$/.test(label) ? " " : "";
  const parts = [`${label}${gap}${anonymous ? "参与的" : ""}${kind.label_zh}`];
  if (deals.round[row] !== NONE) parts.push(chineseRound(vocab.rounds[deals.round[row]]));
  const currency = vocab.currencies[deals.currency[row]] ?? "";
  const [amount, valuation] = [deals.amount[row], deals.valuation[row]];
  if (amount !== null) parts.push(money(amount, currency, "zh"));
  else if (valuation !== null) parts.push(`估值 ${money(valuation, currency, "zh")}`);
  return parts.join("，");
}

/** The names of the parties, in the order of the schema's roles, leading ones first. */
function byRole(graph: Graph, deal: NodeIndex): Map<number, string[]> {
  const parties = [...graph.edgesOf(deal)].filter((edge) => graph.isParty(edge));
  parties.sort((one, two) => graph.role[one] - graph.role[two] || graph.lead[two] - graph.lead[one]);
  const groups = new Map<number, string[]>();
  for (const edge of parties) {
    const names = groups.get(graph.role[edge]) ?? [];
    groups.set(graph.role[edge], [...names, graph.name(graph.target[edge], "zh")]);
  }
  return groups;
}

function joined(names: readonly string[], between: string): string {
  if (names.length <= MOST_NAMES) return names.join(between);
  return `${names.slice(0, MOST_NAMES - 1).join("、")}等 ${names.length} 方`;
}
