/** Colours of the picture, light and dark. Communities beyond the palette share one grey. */

export interface Theme {
  readonly dark: boolean;
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly accent: string;
  readonly edge: string;
  readonly rest: string;
  readonly communities: readonly string[];
}

export const LIGHT: Theme = {
  dark: false,
  background: "#f6f7f9",
  text: "#1b2330",
  faint: "#5b6675",
  accent: "#1f56d8",
  edge: "#8d98a8",
  rest: "#98a2b0",
  communities: [
    "#3b74d6", "#d97a1f", "#1f9268", "#b3459b", "#7b5dcf", "#c9473b",
    "#1888a3", "#93801a", "#d4638e", "#5d8429", "#5f72b5", "#a1663a",
  ],
};

export const DARK: Theme = {
  dark: true,
  background: "#11151c",
  text: "#e8ecf3",
  faint: "#9ba7b8",
  accent: "#8ab0ff",
  edge: "#66738a",
  rest: "#727e90",
  communities: [
    "#6ea0f5", "#f0a254", "#4fc596", "#dd82c8", "#a892f0", "#f0807a",
    "#52bcd6", "#c9b54a", "#f095b5", "#96bf5c", "#93a4e0", "#d29c70",
  ],
};

/** How many communities have a colour of their own. */
export const COLOURED = LIGHT.communities.length;

export function communityColour(theme: Theme, community: number): string {
  return community >= 0 && community < COLOURED ? theme.communities[community] : theme.rest;
}

const COLOUR = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** A colour of the schema, made for white grounds, as it can be seen on this one. */
export function schemaColour(theme: Theme, colour: string): string {
  const found = COLOUR.exec(colour);
  if (!found) return theme.rest;
  if (!theme.dark) return colour;
  const lighter = found.slice(1).map((part) => Math.round(parseInt(part, 16) * 0.55 + 255 * 0.42));
  return `#${lighter.map((part) => Math.min(255, part).toString(16).padStart(2, "0")).join("")}`;
}
