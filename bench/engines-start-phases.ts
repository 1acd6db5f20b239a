/**
 * A program for `engines-start.ts`: opens what a `stops` process opens, step by step, and writes
 * what each step took to stdout as JSON, in milliseconds. Its argument is the number of threads.
 */
const marks: [string, number][] = [["node itself", performance.now()]];
const mark = (phase: string): void => {
  marks.push([phase, performance.now()]);
};

// Imported here, so that the time of node itself is measured apart.
await import("../bidders/app.ts");
const { openBidder } = await import("./engines-access.ts");
mark("modules");
await openBidder(Number(process.argv[2]), mark);
const phases = marks.map(([phase, at], i) => [phase, at - (marks[i - 1]?.[1] ?? 0)]);
process.stdout.write(`${JSON.stringify(phases)}\n`);

export {};
