/** What the reader likes: language and light, from the browser until the reader says otherwise. */

import type { ColourBy } from "./draw/layers";
import type { Language } from "./graph";

export interface Settings {
  readonly language: Language;
  readonly dark: boolean;
  readonly by: ColourBy;
}

const KEY = "kg-explorer";

function kept(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>;
  } catch {
    // Pages from disk may have no storage, and anyone may have written what is in it.
    return {};
  }
}

export function firstSettings(): Settings {
  const { language, dark, by } = kept();
  const chinese = (navigator.languages[0] ?? navigator.language).toLowerCase().startsWith("zh");
  return {
    language: language === "en" || language === "zh" ? language : chinese ? "zh" : "en",
    dark: typeof dark === "boolean" ? dark : matchMedia("(prefers-color-scheme: dark)").matches,
    by: by === "type" ? "type" : "community",
  };
}

export function keep(settings: Partial<Settings>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...settings }));
  } catch {
    // Then it is forgotten with the page.
  }
}
