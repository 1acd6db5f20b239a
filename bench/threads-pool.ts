/**
 * A program for `threads.ts`: the searching threads alone, one and then two of them in turns, and
 * nothing else on the machine's cores. Writes the searches a second of each turn to stdout as JSON:
 * pairs, one thread first. Its arguments: turns, searches a turn.
 */
import { openEngine, openSearching, type Searching } from "./engines-access.ts";
import { sample } from "./engines-questions.ts";

const [turns, searches] = process.argv.slice(2).map(Number) as [number, number];
const SEED = 20_261_124;
const engine = await openEngine();
const questions = sample(engine.timetable, turns * searches, 2, SEED, ["by traffic"]);
const [one, two] = [await openSearching(engine, 1), await openSearching(engine, 2)];

/** Two callers a thread: each thread finds its next search when it ends one. */
async function perSecond(searching: Searching, threads: number, turn: number): Promise<number> {
  const rest = questions.slice(turn * searches, (turn + 1) * searches).values();
  const caller = async () => {
    for (const question of rest) await searching.ask(question);
  };
  const before = performance.now();
  await Promise.all(Array.from({ length: 2 * threads }, caller));
  return searches / ((performance.now() - before) / 1_000);
}

// Node compiles the code in a first turn that does not count.
for (const [searching, threads] of [[one, 1] as const, [two, 2] as const])
  await perSecond(searching, threads, 0);
const pairs: [number, number][] = [];
for (let turn = 0; turn < turns; turn++)
  pairs.push([await perSecond(one, 1, turn), await perSecond(two, 2, turn)]);
await Promise.all([one.close(), two.close()]);
process.stdout.write(`${JSON.stringify(pairs)}\n`);
