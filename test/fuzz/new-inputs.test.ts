import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BATCH, type Coverage, newInputs, nextBatchSize } from "./new-inputs.ts";

/** A program with numbered blocks: an input is the list of those that it reaches. */
type Input = readonly number[];

class Program implements Coverage<ReadonlySet<number>> {
  readonly seen = new Set<number>();
  runs = 0;
  takes = 0;
  #reached = new Set<number>();

  /** @param once blocks that run in the first run of all only, such as the filling of a cache */
  constructor(once: Input = []) {
    for (const block of once) this.#reached.add(block);
  }

  run(input: Input): void {
    this.runs++;
    for (const block of input) this.#reached.add(block);
  }

  take(): ReadonlySet<number> {
    this.takes++;
    const taken = this.#reached;
    this.#reached = new Set();
    return taken;
  }

  isNew(taken: ReadonlySet<number>): boolean {
    return [...taken].some((block) => !this.seen.has(block));
  }

  record(taken: ReadonlySet<number>): boolean {
    const isNew = this.isNew(taken);
    for (const block of taken) this.seen.add(block);
    return isNew;
  }
}

async function foundIn(inputs: readonly Input[], program: Program): Promise<Input[]> {
  for (const input of inputs) program.run(input);
  return newInputs(inputs, program.take(), program, async (input) => program.run(input));
}

/** The plain way: one after the other. */
function foundOneByOne(inputs: readonly Input[]): Input[] {
  const seen = new Set<number>();
  return inputs.filter((input) => {
    const isNew = input.some((block) => !seen.has(block));
    for (const block of input) seen.add(block);
    return isNew;
  });
}

describe("the inputs of a batch that reach what none before did", () => {
  const batches = fc.array(fc.array(fc.nat(12), { maxLength: 4 }), { maxLength: 70 });

  test("are those that are found one by one", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (inputs) => {
        const found = await foundIn(inputs, new Program());
        expect({ found }).toEqual({ found: foundOneByOne(inputs) });
      }),
    );
  });

  test("are found too where other blocks run the first time only", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (inputs) => {
        const found = await foundIn(inputs, new Program([100]));
        expect({ found }).toEqual({ found: foundOneByOne(inputs) });
      }),
    );
  });

  test.each([0, 511, 512, 1_023])("one of 1,024, at %i, takes few runs and takes", async (at) => {
    const inputs: Input[] = Array.from({ length: 1_024 }, (_, i) => (i === at ? [1] : []));
    const program = new Program();
    const found = await foundIn(inputs, program);
    expect({ found }).toEqual({ found: [[1]] });
    // The batch itself is one of each.
    expect(program.runs - 1_024).toBeLessThanOrEqual(1_024);
    expect(program.takes - 1).toBeLessThanOrEqual(11);
  });

  test("nothing runs again where there is none", async () => {
    const program = new Program();
    await foundIn([[1]], program);
    const { runs } = program;
    expect({ found: await foundIn([[1], [], [1]], program) }).toEqual({ found: [] });
    expect({ runs: program.runs - runs }).toEqual({ runs: 3 });
  });
});

test("a batch grows while nothing is new, and shrinks otherwise, within its bounds", () => {
  let size: number = BATCH.min;
  const sizes = [false, false, true, true, true].map((wasNew) => {
    size = nextBatchSize(size, wasNew);
    return size;
  });
  expect({ sizes }).toEqual({ sizes: [64, 128, 64, 32, 32] });
  expect({ most: nextBatchSize(BATCH.max, false) }).toEqual({ most: BATCH.max });
});
