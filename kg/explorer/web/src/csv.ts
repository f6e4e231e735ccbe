/** Rows → text that spreadsheets read, none of whose cells they would run. */

export type Cell = string | number | null;

/** What a spreadsheet would take for a formula gets an apostrophe before it. */
export function safeCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = cell.replace(/\r\n?|\n/g, " ");
  return /^[\s]*[=+\-@＝＋－＠\t]/u.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",;\n\t']/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** With a mark of UTF-8 at its start: without it Excel reads Chinese as Latin-1. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(safeCell(cell))).join(",")).join("\r\n")}\r\n`;
}

/** For the clipboard: cells between tabs. */
export function tabbed(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map((cell) => safeCell(cell).replace(/\t/g, " ")).join("\t")).join("\n");
}
