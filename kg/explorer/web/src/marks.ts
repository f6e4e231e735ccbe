/** Sentence and names → its parts, those that are a name marked with whose it is. */

export interface Part {
  readonly text: string;
  /** Whose name it is, as a number of the list of names; -1 for all else. */
  readonly whose: number;
}

const LATIN = /[\p{Script=Latin}\p{Nd}]/u;

/** `names[0]` are all names of the first entity, and so on. Longer names win; a Latin name ends at a border. */
export function marked(sentence: string, names: readonly (readonly string[])[]): Part[] {
  const lower = sentence.toLowerCase();
  // Some letters grow in lower case: then offsets would shift, and names are looked for as they are.
  const text = lower.length === sentence.length ? lower : sentence;
  const wanted = names
    .flatMap((group, whose) => group.map((name) => ({ name: text === lower ? name.toLowerCase() : name, whose })))
    .filter(({ name }) => name.length > 1)
    .sort((one, two) => two.name.length - one.name.length);
  const parts: Part[] = [];
  let plain = 0;
  for (let at = 0; at < text.length; ) {
    const found = wanted.find(({ name }) => text.startsWith(name, at) && bordered(text, at, name));
    if (!found) {
      at++;
      continue;
    }
    if (plain < at) parts.push({ text: sentence.slice(plain, at), whose: -1 });
    parts.push({ text: sentence.slice(at, at + found.name.length), whose: found.whose });
    at += found.name.length;
    plain = at;
  }
  if (plain < sentence.length) parts.push({ text: sentence.slice(plain), whose: -1 });
  return parts;
}

function bordered(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  const before = at > 0 && LATIN.test(text[at - 1]) && LATIN.test(name[0]);
  const after = end < text.length && LATIN.test(text[end]) && LATIN.test(name[name.length - 1]);
  return !before && !after;
}
