/**
 * Test files that take long although they are short. Jest starts the largest files first, until its
 * cache knows how long each takes; a fresh clone has no cache. A long file that starts last
 * leaves the other workers without work.
 */

/** Longest first; each took more than 8 s on two cores. */
export const LONG_FILES: readonly string[] = [
  "test/integration/start-killed.test.ts",
  "test/integration/start.test.ts",
  "test/integration/start-broker.test.ts",
  "test/integration/run-jest.test.ts",
  "test/faults/instances.test.ts",
  "test/faults/settled.test.ts",
  "test/faults/flood.test.ts",
  "test/properties/connections-best.test.ts",
  "test/properties/trips-shipped.test.ts",
  "test/properties/shipped-timetable.test.ts",
];

/** These tests with those of long files first, and otherwise in the order that they have. */
export function longFirst<Test extends { readonly path: string }>(tests: readonly Test[]): Test[] {
  const place = ({ path }: Test): number => {
    const found = LONG_FILES.findIndex((file) => path.replaceAll("\\", "/").endsWith(`/${file}`));
    return found < 0 ? LONG_FILES.length : found;
  };
  return tests.toSorted((one, other) => place(one) - place(other));
}
