/**
 * Jest's order of test files, with long files first where jest does not know yet how long they
 * take.
 */
import jestSequencer from "@jest/test-sequencer";
import { longFirst } from "./long-files.ts";

// The types of the package describe its CommonJS form; Node loads the other one, which is the
// class.
const TestSequencer = jestSequencer as unknown as typeof jestSequencer.default;
type Tests = Awaited<ReturnType<InstanceType<typeof TestSequencer>["sort"]>>;

export default class LongFirstSequencer extends TestSequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return sorted.some(({ duration }) => duration !== undefined) ? sorted : longFirst(sorted);
  }
}
