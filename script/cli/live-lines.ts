/** Lines at the end of a terminal that are written again and again, in the same place. */

/** Up so many lines, to the first column, and everything below is cleared. */
const rewind = (lines: number) => `${lines > 0 ? `\u001b[${lines}A` : ""}\r\u001b[J`;

export class LiveLines {
  readonly #write: (text: string) => void;
  #shown = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Every line must fit the terminal. They replace those that were drawn before. */
  draw(lines: readonly string[]): void {
    this.#write(`${rewind(this.#shown)}${lines.map((line) => `${line}\n`).join("")}`);
    this.#shown = lines.length;
  }
}

/** Whether lines can be drawn again there. */
export function isLive(
  { isTTY }: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTTY === true && environment["TERM"] !== "dumb";
}
