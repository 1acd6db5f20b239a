/**
 * Lines of a terminal of a given width. A wide character, such as a Chinese one, has two columns.
 */
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Columns of an output that does not say how wide it is. */
const WIDTH = 80;
/** A narrower terminal breaks lines itself: nothing that is shown has less. */
const WIDTH_MIN = 40;
/** Longer lines are hard to read. */
const WIDTH_MAX = 200;

/** The columns of a stream: of its terminal, or as COLUMNS says, or 80. */
export function widthOf(
  { columns }: { readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): number {
  const stated = /^\d{1,5}$/.test(environment["COLUMNS"] ?? "") ? environment["COLUMNS"] : "";
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, columns || Number(stated) || WIDTH));
}

export function columnsOf(text: string): number {
  return stringWidth(text.toWellFormed());
}

/** Lines of at most so many columns, broken between words, and within a word that is longer. */
export function wrapped(text: string, width: number): string[] {
  return wrapAnsi(text.toWellFormed(), width, { hard: true })
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Lines of at most so many columns, broken between the items. */
export function wrappedItems(items: readonly string[], width: number): string[] {
  const fixed = items.map((item) => item.replaceAll(" ", "\u00a0")).join(" · ");
  return wrapped(fixed, width).map((line) => line.replaceAll("\u00a0", " "));
}

/** The text in at most so many columns. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  if (width < 1) return "";
  let kept = "";
  for (const letter of text) {
    if (columnsOf(kept + letter) > width - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** The text with spaces up to so many columns, or cut to them. */
export function padded(text: string, width: number, align: "left" | "right" = "left"): string {
  const short = cut(text, width);
  const spaces = " ".repeat(Math.max(0, width - columnsOf(short)));
  return align === "left" ? short + spaces : spaces + short;
}
