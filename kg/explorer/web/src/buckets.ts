/** Days → the bars of the histogram: days, weeks or months, whichever are few enough to see. */

import type { Graph } from "./graph";
import { NONE, type Code } from "./payload";
import type { Visible } from "./visible";

export interface Bucket {
  /** First and last day of `vocab.dates` in it; first > last where it has none. */
  readonly first: Code;
  readonly last: Code;
  readonly label: string;
}

const DAY = 86_400_000;
const MOST_DAYS = 75;
const MOST_WEEKS = 110;

/** Every bucket between the first day and the last, empty ones too. */
export function buckets(graph: Graph): Bucket[] {
  const { dates } = graph.vocab;
  const { first, last } = graph.meta;
  if (first === NONE || last === NONE) return [];
  const [start, end] = [Date.parse(dates[first]), Date.parse(dates[last])];
  if (!isFinite(start) || !isFinite(end)) return [];
  const days = Math.round((end - start) / DAY) + 1;
  const made: Bucket[] = [];
  for (let from = start; from <= end; ) {
    const to = days <= MOST_DAYS ? from + DAY : days <= MOST_WEEKS * 7 ? from + 7 * DAY : nextMonth(from);
    const [one, after] = [dayBefore(dates, from), dayBefore(dates, to)];
    const day = new Date(from).toISOString();
    made.push({ first: Math.max(first, one), last: Math.min(last, after - 1), label: day.slice(0, days > MOST_WEEKS * 7 ? 7 : 10) });
    from = to;
  }
  return made;
}

function nextMonth(time: number): number {
  const day = new Date(time);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
}

/** How many dates lie before a time: the number of the first that does not. */
function dayBefore(dates: readonly string[], time: number): number {
  const day = new Date(time).toISOString().slice(0, 10);
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each bucket the facts and deals on the map that were first reported in it. */
export function counts(graph: Graph, visible: Visible, made: readonly Bucket[]): number[] {
  const days = new Int32Array(graph.vocab.dates.length + 1);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const on = visible.on[graph.source[edge]] && visible.on[graph.target[edge]];
    if (on && !graph.isParty(edge) && graph.edgeFirst[edge] !== NONE) days[graph.edgeFirst[edge]]++;
  }
  for (const deal of graph.deals.node) if (visible.on[deal] && graph.first[deal] !== NONE) days[graph.first[deal]]++;
  return made.map(({ first, last }) => {
    let sum = 0;
    for (let day = first; day <= last; day++) sum += days[day];
    return sum;
  });
}
