/**
 * Comments that are wider than the house allows. The formatter keeps code within its width, but
 * leaves comments as they are: `npm run fix` breaks them with `wrapComments`.
 */
export const COMMENT_WIDTH_MAX = 100;

interface WideComment {
  /** Counted from 1. */
  readonly line: number;
  readonly width: number;
}

/** Indentation, the mark of the comment, and what is indented after it. */
const COMMENT = /^(\s*)(\/\/|\/\*\*?|\*(?!\/)|#)(\s+)(\S.*)$/;
/**
 * Text that continues a paragraph: neither a list, a tag, a heading nor a definition of a label.
 */
const BEGINS = /^(?:[-*|#@]|\d+\.|[A-Z]{2,}-\d+ |A\d+ |\*\/)/;

/**
 * The lines of a text that no formatter knows, such as a .proto file or a shell script, of more
 * than `widthMax` characters: code as well as comments. Lines of one long word, such as an address,
 * are none.
 */
export function wideLines(text: string, widthMax = COMMENT_WIDTH_MAX): WideComment[] {
  return text
    .split("\n")
    .flatMap((line, i) =>
      line.length > widthMax && /\S\s+\S+\s+\S/.test(line)
        ? [{ line: i + 1, width: line.length }]
        : [],
    );
}

/** The lines of a text that are comments and have more than `widthMax` characters. */
export function wideComments(text: string, widthMax = COMMENT_WIDTH_MAX): WideComment[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    const isWide =
      line.length > widthMax && !isPreformatted(lines, i) && breakOf(line, widthMax) !== undefined;
    return isWide ? [{ line: i + 1, width: line.length }] : [];
  });
}

/** The text with its wide comments broken; what a line cannot hold begins the next one. */
export function wrapComments(text: string, widthMax = COMMENT_WIDTH_MAX): string {
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.length <= widthMax || isPreformatted(lines, i)) continue;
    const split = breakOf(line, widthMax);
    if (split === undefined) continue;
    lines[i] = split.kept;
    const next = COMMENT.exec(lines[i + 1] ?? "");
    const prefix = next === null ? "" : `${next[1]}${next[2]}${next[3]}`;
    const continues =
      next !== null && !BEGINS.test(next[4] as string) && prefix.startsWith(split.prefix);
    if (continues) lines[i + 1] = `${prefix}${split.rest} ${next[4]}`;
    else lines.splice(i + 1, 0, ...split.end.map((end) => end.replace("REST", () => split.rest)));
  }
  return lines.join("\n");
}

/** A line of a comment without text. */
const EMPTY = /^\s*(?:\/\/|\*|#)\s*$/;

/**
 * Whether a line is part of an example or a table: it has several spaces between words, or it is
 * in an indented block after an empty line, where the text of a label or a list never stands.
 */
function isPreformatted(lines: readonly string[], at: number): boolean {
  const textOf = (line: string) => COMMENT.exec(line) ?? ["", "", "", "", ""];
  if (/\S {2,}\S/.test(textOf(lines[at] as string)[4] as string)) return true;
  let first = at;
  while (first >= 0 && (textOf(lines[first] as string)[3] as string).length >= 3) first--;
  return first < at && EMPTY.test(lines[first] ?? "");
}

interface Break {
  readonly kept: string;
  readonly rest: string;
  /** The text with which a line begins that continues the paragraph. */
  readonly prefix: string;
  /** The lines that take the rest where no line continues the paragraph. */
  readonly end: readonly string[];
}

/**
 * The index at which a line is broken; undefined for code, and for a comment that has no place to
 * break, such as a long address or a picture.
 */
function breakOf(line: string, widthMax: number): Break | undefined {
  const [, indent = "", mark = "", gap = "", content = ""] = COMMENT.exec(line) ?? [];
  if (mark === "" || gap.length > 3) return undefined;
  const isClosed = mark.startsWith("/*") && content.endsWith("*/");
  if (mark.startsWith("/*") && !isClosed) return undefined;
  const begin = isClosed ? `${indent} * ` : `${indent}${mark}${gap}`;
  const words = isClosed ? content.slice(0, -2).trim() : content;
  const at = `${begin}${words}`.lastIndexOf(" ", widthMax);
  if (at < begin.length && !isClosed) return undefined;
  const text = `${begin}${words}`;
  const isShort = text.length <= widthMax || at < begin.length;
  const kept = isShort ? text : text.slice(0, at);
  const rest = isShort ? "" : text.slice(at + 1);
  const hanging = `${begin}${" ".repeat(/^(?:- |[A-Z]{2,}-\d+ |A\d+ )/.exec(words)?.[0].length ?? 0)}`;
  if (!isClosed) return { kept, rest, prefix: begin, end: [`${hanging}REST`] };
  const open = `${indent}${mark}\n${kept}`;
  const end = [...(rest === "" ? [] : [`${begin}REST`]), `${indent} */`];
  return { kept: open, rest, prefix: "no line continues a closed comment", end };
}
