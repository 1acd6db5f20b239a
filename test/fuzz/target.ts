/**
 * What is fuzzed: one function that takes any bytes, and what must hold of it.
 *
 * FUZZ-1 Whatever the bytes are, a target ends: with a value that keeps its rules, or with its
 *        typed error. Anything else that it throws is a finding.
 * FUZZ-2 It takes no more processor time than its bound.
 * FUZZ-3 Where it does not end, its input is printed, and the process ends.
 */

/** How inputs are changed so that they stay near to what is read. */
type InputForm =
  /** Messages in messages: a field is changed, and the lengths around it still fit. */
  | "protobuf"
  /** Words, numbers and quoted texts. */
  | "text"
  /** Lines with fields at fixed places. */
  | "lines"
  | "bytes";

export interface FuzzTarget {
  readonly name: string;
  readonly form: InputForm;
  /** What is mutated first; the same in every run. */
  seeds(): Uint8Array[];
  /** Words that the code compares with: chance would not find them. */
  readonly words: readonly string[];
  /** The most processor time of one input. */
  readonly msMax: number;
  /** @throws Error where a rule is broken; what is refused by a typed error is no throw */
  run(input: Uint8Array): void | Promise<void>;
}

/** @throws Error that names the rule, when it does not hold */
export function must(holds: boolean, rule: () => string): void {
  if (!holds) throw new Error(`broken: ${rule()}`);
}
