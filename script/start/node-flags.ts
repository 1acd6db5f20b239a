/**
 * The Node flags of a bidder's process and of a gateway's. They are written in package.json, in the
 * scripts `bidder` and `gateway`, and read from there, so that `npm start` and the benchmarks start
 * a process as `npm run` does.
 *
 * `--single-threaded-gc`: threads that collect garbage together wait for each other; with each
 * doing its own, two searching threads are one and a half times as fast. `--max-semi-space-size`:
 * the MB of new objects between two collections. It is the least with which an auction, or a call,
 * costs as little as with more. `--no-allocation-site-pretenuring`: V8 puts objects into the old
 * part of the heap at once where many of their kind lived long when it looked, which is while the
 * process warms up. What has ended there keeps everything that it refers to. In one run of three
 * that was a quarter of the gateway's time, and in a bidder a third of it always.
 * `--external-memory-accounted-in-global-limit`: without it V8 marks the whole heap whenever 64 MB
 * of buffers are new, which large bids are in 0.4 s; that was a third of what they cost. Node 20
 * refuses this flag: it needs the Node that the project brings.
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
