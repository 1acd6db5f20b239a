/** What the commands of `npm run bench` share. */
import { InvalidArgumentError, Option } from "commander";

export interface Printing {
  /** The result, on standard output. */
  readonly print: (text: string) => void;
  /** What is under way, on standard error. */
  readonly report: (text: string) => void;
  /** Fires on Ctrl-C. */
  readonly signal: AbortSignal;
}

export function numberOption(
  flags: string,
  what: string,
  preset: number | undefined,
  min: number,
  max: number,
): Option {
  const parse = (text: string) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= min && value <= max))
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
  return new Option(flags, what).default(preset).argParser(parse);
}

/** A list of names, separated by commas. */
export function namesOption(flags: string, names: readonly string[]): Option {
  const parse = (text: string) => {
    const chosen = text.split(",");
    const unknown = chosen.filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new InvalidArgumentError(`${unknown.join()}: it must be of ${names.join(", ")}.`);
    return chosen;
  };
  return new Option(flags, `of ${names.join(", ")}`).argParser(parse);
}
