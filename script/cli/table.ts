/**
 * Tables of benchmarks, with lines only under the head and between rows. They are as wide as what
 * is in them; `columns.ts` fits a terminal.
 */
import Table from "cli-table3";
import type { Paint } from "./format.ts";

export interface TableColumn {
  readonly head: string;
  readonly align?: "left" | "right";
}

/** All but the lines between rows. */
const NO_FRAME = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", right: "", "right-mid": "", middle: "" },
  ...{ mid: "─", "mid-mid": "" },
};

/** Cells may have several lines. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): string {
  const made = new Table({
    head: columns.map(({ head }) => paint("bold", head)),
    colAligns: columns.map(({ align = "left" }) => align),
    chars: NO_FRAME,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}
