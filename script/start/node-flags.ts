/**
 * The Node flags of a bidder's process and of a gateway's. They are written in package.json, in the
 * scripts `bidder` and `gateway`, and read from there, so that `npm start` and the benchmarks start
 * a process as `npm run` does.
 *
 * `--single-threaded-gc`: threads that collect garbage together wait for each other; with each
 * doing its own, two searching threads are one and a half times as fast. `--max-semi-space-size`: a
 * small space for new objects keeps a bidder some 50 MB smaller, and costs no time that could be
 * measured. A gateway has a larger one than Node gives by itself: what auctions have while they wait
 * for their bids is then collected once, not copied again and again until it is taken for old.
 */
import manifest from "../../package.json" with { type: "json" };

/** @throws Error when the script does not have the form `exec node FLAGS PROGRAM` */
export function flagsOf(script: string, program = "bidders/main.ts"): readonly string[] {
  const [exec, node, ...rest] = script.split(" ");
  const flags = rest.slice(0, -1);
  const isRight = exec === "exec" && node === "node" && rest.at(-1) === program;
  if (!isRight || !flags.every((flag) => /^--\S/.test(flag)))
    throw new Error(`package.json: no flags can be read from the script '${script}'`);
  return flags;
}

export const BIDDER_FLAGS = flagsOf(manifest.scripts.bidder);
export const GATEWAY_FLAGS = flagsOf(manifest.scripts.gateway, "gateway/main.ts");
