/**
 * The text of `--slice`: `JFK-SFO-2026-12-05`, and after it what is asked of this slice alone:
 * `JFK-SFO-2026-12-05 depart=06:00-12:00 flex=1`. The words are named as the options of the first
 * slice. Pure.
 */
import type { Fault } from "../../proto/errors.ts";
import type { Said } from "./nearby-options.ts";

const WORDS = ["depart", "arrive", "flex", "nearby", "nearby-from", "nearby-to"] as const;
type SliceWord = (typeof WORDS)[number];

export type SliceWords = Readonly<Partial<Record<SliceWord, Said>>>;

interface SliceText {
  readonly from: string;
  readonly to: string;
  readonly day: string;
  /** The text without its words. */
  readonly leg: string;
  readonly words: SliceWords;
}

/** Undefined where the text is no slice: `faults` says what would be one. */
export function readSliceText(text: string, faults: Fault[]): SliceText | undefined {
  const [, from, to, day, after = ""] = /^([^-]+)-([^-]+)-(\S+)(?:\s+(.*))?$/.exec(text) ?? [];
  if (from === undefined || to === undefined || day === undefined) {
    faults.push({ path: "--slice", message: `'${text}' must look like LHR-JFK-2026-12-01` });
    return undefined;
  }
  const leg = `${from}-${to}-${day}`;
  const words: Partial<Record<SliceWord, Said>> = {};
  const fault = (message: string) => faults.push({ path: `--slice ${leg}`, message });
  for (const word of after.split(/\s+/).filter(Boolean)) {
    const at = word.indexOf("=");
    const name = WORDS.find((one) => one === word.slice(0, at));
    if (name === undefined) fault(`'${word}' must be one of ${WORDS.join("=, ")}=, such as flex=1`);
    else if (words[name] !== undefined) fault(`'${name}=' is given twice; leave one out`);
    else words[name] = { argument: `--slice ${leg} ${word}`, text: word.slice(at + 1) };
  }
  return { from, to, day, leg, words };
}
