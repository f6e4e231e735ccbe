/** Chinese names → how they are typed in Latin letters: in full and by initials. The same as `spelled` in pinyin.py. */

import type { Readings } from "./payload";

const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;
const PIECE = /[\u3400-\u9fff\uf900-\ufaff]|[a-z0-9]+/g;

export class Spelling {
  private readonly full = new Map<string, string>();

  constructor({ characters, syllables }: Readings) {
    [...characters].forEach((character, at) => this.full.set(character, syllables[at]));
  }

  /** Of all names that hold Chinese characters, with a space between. */
  of(names: readonly string[]): string {
    const found = new Set<string>();
    for (const name of names) {
      if (!HAN.test(name)) continue;
      const pieces = name.toLowerCase().match(PIECE) ?? [];
      const syllables = pieces.map((piece) => this.full.get(piece) ?? (HAN.test(piece) ? "" : piece));
      found.add(syllables.join(""));
      found.add(syllables.map((syllable, at) => (HAN.test(pieces[at]) ? syllable.slice(0, 1) : syllable)).join(""));
    }
    found.delete("");
    return [...found].join(" ");
  }
}
