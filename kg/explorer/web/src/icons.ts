/** Small pictures on buttons: strokes on a field of 24 by 24. */

import { svg } from "./dom";

const PATHS = {
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16.2 16.2 21 21",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  undo: "M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h3",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
  filters: "M4 6h16M7 12h10M10 18h4",
  list: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  close: "M6 6l12 12M18 6 6 18",
  theme: "M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5Z",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1",
  play: "M8 5l11 7-11 7Z",
  pause: "M8 5v14M16 5v14",
  expand: "M12 8v8M8 12h8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  collapse: "M8 12h8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  pin: "M9 4h6l-1 6 3 3H7l3-3-1-6ZM12 13v7",
  hide: "M3 3l18 18M10 6.2A9.6 9.6 0 0 1 12 6c5 0 8.500 4 9.500 6a14 14 0 0 1-2.600 3.400M6.500 7.600A14 14 0 0 0 2.500 12c1 2 4.500 6 9.500 6a9.300 9.300 0 0 0 4-.9",
  path: "M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 17h7a3.500 3.500 0 0 0 0-7H9a3 3 0 0 1 0-6h7",
  center: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM12 3v4M12 17v4M3 12h4M17 12h4",
  out: "M14 5h5v5M19 5l-8 8M11 6H6v12h12v-5",
} as const;

/** "中文" as strokes: for these two characters alone a browser would open a font of thousands. */
const CHINESE = "M3 7.500h14v7.500H3zM10 3.500v17M31.500 3.500v3.500M23 7h17M26.500 7c2 6 6.500 11 13 13.500M36.500 7c-2 6-6.500 11-13.500 13.500";

export type Icon = keyof typeof PATHS;

export function chinese(): SVGElement {
  return strokes(CHINESE, 42, 28);
}

export function icon(name: Icon, size = 18): SVGElement {
  return strokes(PATHS[name], 24, size);
}

/** On a field 24 high. */
function strokes(path: string, wide: number, width: number): SVGElement {
  return svg(
    "svg",
    {
      viewBox: `0 0 ${wide} 24`, width, height: (width * 24) / wide, fill: "none", stroke: "currentColor", "stroke-width": 1.8,
      "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true",
    },
    svg("path", { d: path }),
  );
}
