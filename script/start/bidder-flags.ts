/**
 * The Node flags of a bidder's process. They are written in package.json, in the script `bidder`,
 * and read from there, so that `npm start` and the benchmarks start a bidder as `npm run bidder`
 * does.
 *
 * `--single-threaded-gc`: threads that collect garbage together wait for each other; with each
 * doing its own, two searching threads are one and a half times as fast. `--max-semi-space-size=2`:
 * a small space for new objects keeps a process some 50 MB smaller, and costs no time that could be
 * measured.
 */
import manifest from "../../package.json" with { type: "json" };

/** @throws Error when the script does not have the form `exec node FLAGS bidders/main.ts` */
export function flagsOf(script: string): readonly string[] {
  const flags = /^exec node((?: --\S+)*) bidders\/main\.ts$/.exec(script)?.[1];
  if (flags === undefined)
    throw new Error(`package.json: no flags can be read from the script '${script}'`);
  return flags.split(" ").filter((flag) => flag !== "");
}

export const BIDDER_FLAGS = flagsOf(manifest.scripts.bidder);
