/**
 * Tables that fit a terminal, with a line only under the head. Pure.
 *
 * FIT-1 No line of a table is wider than the terminal. A table has several forms, of which the
 *       first that fits is taken: in each next one some columns have become lines of text below
 *       their row, which are broken between words. The last form is text alone.
 */
import type { Paint } from "./format.ts";
import { columnsOf, padded, wrapped } from "./layout.ts";

export interface Column {
  readonly head: string;
  readonly align?: "right";
  /** The lines of the cell of each row. */
  readonly cells: readonly (readonly string[])[];
}

/** A form of a table. `below`: for each row, the texts below it; absent: there are none. */
interface TableForm {
  readonly columns: readonly Column[];
  readonly below?: readonly (readonly string[])[];
}

export interface TableStyle {
  readonly width: number;
  readonly paint: Paint;
}

/** Spaces between columns, and before what is below a row. */
const GAP = 2;
const INDENT = 4;

/** @param texts the last form: of each row its lines, the first of which names it */
export function fittedTable(
  forms: readonly TableForm[],
  texts: readonly (readonly string[])[],
  style: TableStyle,
): string[] {
  const form = forms.find(({ columns }) => widthOfAll(columns) <= style.width);
  if (form !== undefined) return tableLines(form, style);
  return texts.flatMap(([head = "", ...more]) => [
    ...wrapped(head, style.width).map((line) => style.paint("bold", line)),
    ...more.flatMap((text) => indented(text, style)),
  ]);
}

function tableLines({ columns, below = [] }: TableForm, style: TableStyle): string[] {
  const widths = columns.map(widthOfColumn);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => padded(text, widths[i] ?? 0, columns[i]?.align))
      .join(" ".repeat(GAP))
      .trimEnd();
  const rows = columns[0]?.cells ?? [];
  return [
    style.paint("bold", line(columns.map(({ head }) => head))),
    "─".repeat(widthOfAll(columns)),
    ...rows.flatMap((_, row) => {
      const cells = columns.map((column) => column.cells[row] ?? []);
      const height = Math.max(...cells.map(({ length }) => length));
      const lines = Array.from({ length: height }, (_, i) =>
        line(cells.map((texts) => texts[i] ?? "")),
      );
      return [...lines, ...(below[row] ?? []).flatMap((text) => indented(text, style))];
    }),
  ];
}

function indented(text: string, { width }: TableStyle): string[] {
  return wrapped(text, width - INDENT).map((line) => " ".repeat(INDENT) + line);
}

function widthOfColumn({ head, cells }: Column): number {
  return Math.max(columnsOf(head), ...cells.flat().map(columnsOf));
}

function widthOfAll(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + GAP + widthOfColumn(column), -GAP);
}
