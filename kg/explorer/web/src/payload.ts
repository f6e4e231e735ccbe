/**
 * The contract with Python: the two blobs that `kg/explorer/payload.py` writes and this program reads.
 *
 * Values stand in columns: `nodes.name[7]` and `nodes.x[7]` belong to one node. Words that repeat are numbers
 * of a list in `vocab`; NONE stands for none.
 */

export const VERSION = 2;
export const NONE = -1;
/** In place of a text: it stands elsewhere in the row. */
export type Same = 1;

/** A number of a list in `vocab`, or NONE. */
export type Code = number;
/** A node's place in the columns of `nodes`. */
export type NodeIndex = number;
/** An edge's place in the columns of `edges`. */
export type EdgeIndex = number;

export interface GraphBlob {
  /** Of this format; a program that expects another refuses the page. */
  readonly version: number;
  readonly meta: Meta;
  readonly vocab: Vocabulary;
  readonly nodes: NodeColumns;
  readonly deals: DealColumns;
  readonly edges: EdgeColumns;
}

export interface Meta {
  /** Of all columns: a link made on another page may mean other places. */
  readonly hash: string;
  /** First and last day on which anything was reported, as numbers of `vocab.dates`. */
  readonly first: Code;
  readonly last: Code;
  /** How much of the whole graph this page does not carry. */
  readonly left_out_nodes: number;
  readonly left_out_edges: number;
  /** The nodes of the first view; all others are a search or an expansion away. */
  readonly start: readonly NodeIndex[];
  /** The node that the page was made around, or NONE. */
  readonly focus: NodeIndex;
}

export interface Vocabulary {
  /** Entity types, the deal last. */
  readonly entities: readonly EntityWord[];
  /** Relation types, that between a deal and its parties last. */
  readonly relations: readonly RelationWord[];
  /** How sure the news is of a fact. */
  readonly statuses: readonly StageWord[];
  /** How far a deal has come. */
  readonly stages: readonly StageWord[];
  /** Kinds of deals. */
  readonly kinds: readonly KindWord[];
  /** What a party is in a deal, and what a person is at an employer; words of the news, too. */
  readonly roles: readonly string[];
  /** ISO 4217, as far as the news gives them. */
  readonly currencies: readonly string[];
  /** Financing rounds. */
  readonly rounds: readonly string[];
  /** ISO days, sorted. */
  readonly dates: readonly string[];
  readonly readings: Readings;
}

/** How the characters of Chinese names are read, one syllable a character. */
export interface Readings {
  readonly characters: string;
  readonly syllables: readonly string[];
}

export interface EntityWord {
  readonly name: string;
  readonly label_en: string;
  readonly label_zh: string;
  /** `#rrggbb`. */
  readonly colour: string;
}

export interface RelationWord {
  readonly name: string;
  /** Between two names: "acquires", "收购". */
  readonly phrase_en: string;
  readonly phrase_zh: string;
  /** Reads the same from both ends. */
  readonly symmetric: boolean;
}

export interface StageWord {
  readonly name: string;
  readonly label_zh: string;
  /** `#rrggbb`. */
  readonly colour: string;
}

export interface KindWord {
  readonly name: string;
  /** The role of whom such a deal is about, of `vocab.roles`; NONE where all parties are alike. */
  readonly main: Code;
  readonly label_en: string;
  readonly label_zh: string;
}

export interface NodeColumns {
  /** Stable from page to page; what links hold. */
  readonly id: readonly string[];
  readonly name: readonly string[];
  /** Empty where the news gives none in this language; 1 where it is `name`. */
  readonly name_zh: readonly (string | Same)[];
  readonly name_en: readonly (string | Same)[];
  /** Further names and former ids, none of the three above. */
  readonly aliases: readonly (readonly string[])[];
  /** Chinese names in full pinyin and by initials, with spaces between; empty where `vocab.readings` tells it. */
  readonly pinyin: readonly string[];
  /** Of `vocab.entities`. */
  readonly type: readonly Code[];
  /** World coordinates: whole numbers, about 40 to a node of full size. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** From 0 to 1, the most important node's. */
  readonly importance: readonly number[];
  /** Community 0 matters most; NONE for a deal without parties. */
  readonly community: readonly number[];
  /** First and last day on which it was named. */
  readonly first: readonly Code[];
  readonly last: readonly Code[];
  /** How many items name it. */
  readonly items: readonly number[];
}

export interface DealColumns {
  /** The deal's place among the nodes. */
  readonly node: readonly NodeIndex[];
  readonly kind: readonly Code[];
  readonly stage: readonly Code[];
  /** The first day on which it stood as it stands now. */
  readonly date: readonly Code[];
  /** Whole units of the currency, or null. */
  readonly amount: readonly (number | null)[];
  readonly currency: readonly Code[];
  readonly round: readonly Code[];
  /** In the same currency, or null. */
  readonly valuation: readonly (number | null)[];
  /** Distinct hosts that report it. */
  readonly sources: readonly number[];
}

export interface EdgeColumns {
  /** A fact's head, or a deal. */
  readonly source: readonly NodeIndex[];
  /** A fact's tail, or a deal's party. */
  readonly target: readonly NodeIndex[];
  /** Of `vocab.relations`. */
  readonly type: readonly Code[];
  /** Of `vocab.statuses`; NONE for a deal's parties, which have the deal's stage. */
  readonly status: readonly Code[];
  /** From 0 to 1; 0 for a deal's parties. */
  readonly confidence: readonly number[];
  /** First and last report; NONE for a deal's parties. */
  readonly first: readonly Code[];
  readonly last: readonly Code[];
  /** Distinct hosts that report it; 0 for a deal's parties. */
  readonly sources: readonly number[];
  readonly role: readonly Code[];
  /** 1 for a party that leads the deal. */
  readonly lead: readonly number[];
  /** 1 for what the lexicon knows and no item says: drawn dashed. */
  readonly lexicon: readonly number[];
}

/** Decoded when the first sentence is asked for. */
export interface EvidenceBlob {
  readonly items: ItemColumns;
  readonly reports: ReportColumns;
  /** For each edge of the graph blob its reports, the oldest first; places in `reports`. */
  readonly edges: readonly (readonly number[])[];
  /** The same for each row of `deals`. */
  readonly deals: readonly (readonly number[])[];
  /** For each node the last items that name it, the newest first; places in `items`. */
  readonly latest: readonly (readonly number[])[];
}

export interface ItemColumns {
  /** The headline. */
  readonly name: readonly string[];
  /** http or https, or empty. */
  readonly url: readonly string[];
  readonly host: readonly string[];
  readonly date: readonly Code[];
}

export interface ReportColumns {
  /** A place in `items`, or NONE. */
  readonly item: readonly number[];
  /** Of `vocab.statuses`; for a deal, of `vocab.stages`. */
  readonly status: readonly Code[];
  readonly date: readonly Code[];
  /** Word for word; 1 where it is the item's headline. */
  readonly sentence: readonly (string | Same)[];
}
