/**
 * What a card calls the entities at the other end of a relation, from each end; and in which order.
 * A relation that is not here stands below the others by its phrase.
 */

import type { Graph, Language } from "./graph";
import type { Code } from "./payload";

interface Heading {
  readonly relation: string;
  /** Whether the card's entity is the head of the relation. */
  readonly head: boolean;
  readonly en: string;
  readonly zh: string;
}

const HEADINGS: readonly Heading[] = [
  { relation: "DEVELOPS", head: false, en: "Made by", zh: "研发方" },
  { relation: "VARIANT_OF", head: true, en: "Variant of", zh: "所属系列" },
  { relation: "SUBSIDIARY_OF", head: true, en: "Belongs to", zh: "隶属于" },
  { relation: "WORKS_AT", head: true, en: "Works at", zh: "任职于" },
  { relation: "DEVELOPS", head: true, en: "Makes", zh: "研发" },
  { relation: "VARIANT_OF", head: false, en: "Variants", zh: "系列成员" },
  { relation: "FOUNDED", head: true, en: "Founded", zh: "创立" },
  { relation: "FOUNDED", head: false, en: "Founders", zh: "创始人" },
  { relation: "WORKS_AT", head: false, en: "People", zh: "人员" },
  { relation: "SUBSIDIARY_OF", head: false, en: "Subsidiaries", zh: "下属公司" },
  { relation: "ACQUIRES", head: true, en: "Acquires", zh: "收购" },
  { relation: "ACQUIRES", head: false, en: "Acquired by", zh: "收购方" },
  { relation: "INVESTS_IN", head: true, en: "Invests in", zh: "投资" },
  { relation: "INVESTS_IN", head: false, en: "Investors", zh: "投资方" },
  { relation: "PARTNERS_WITH", head: true, en: "Partners", zh: "合作伙伴" },
  { relation: "COMPETES_WITH", head: true, en: "Rivals", zh: "竞争对手" },
  { relation: "CUSTOMER_OF", head: true, en: "Buys from", zh: "采购自" },
  { relation: "CUSTOMER_OF", head: false, en: "Customers", zh: "客户" },
  { relation: "USES", head: true, en: "Uses", zh: "使用" },
  { relation: "USES", head: false, en: "Used by", zh: "使用者" },
  { relation: "SUES", head: true, en: "Sues", zh: "起诉" },
  { relation: "SUES", head: false, en: "Sued by", zh: "被起诉" },
  { relation: "REGULATES", head: true, en: "Regulates", zh: "监管" },
  { relation: "REGULATES", head: false, en: "Regulated by", zh: "监管方" },
];

/** Deals stand below what an entity makes and belongs to, above the people. */
export const DEALS_AFTER = HEADINGS.findIndex(({ relation, head }) => relation === "VARIANT_OF" && !head);

export interface Titled {
  readonly title: string;
  /** Smaller stands higher. */
  readonly order: number;
}

/** A symmetric relation has one heading, whichever end the entity is at. */
export function heading(graph: Graph, relation: Code, head: boolean, language: Language): Titled {
  const word = graph.vocab.relations[relation];
  const at = HEADINGS.findIndex((one) => one.relation === word.name && (one.head === head || word.symmetric));
  if (at >= 0) return { title: HEADINGS[at][language], order: at };
  const phrase = language === "zh" ? word.phrase_zh : word.phrase_en;
  return { title: head ? `${phrase} →` : `← ${phrase}`, order: HEADINGS.length + 2 * relation + Number(head) };
}
