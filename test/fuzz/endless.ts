/** A fuzzer whose target does not end with its third input: for the test of the watchdog. */
import { fuzz } from "./fuzzer.ts";
import { Watchdog } from "./watchdog.ts";

const watch = await Watchdog.start({ seconds: 1, seed: 7 });
await fuzz(
  {
    name: "endless",
    form: "bytes",
    words: [],
    msMax: 1_000,
    seeds: () => ["one", "two", "three", "four"].map((text) => Buffer.from(text)),
    run(input) {
      const isEndless = Buffer.from(input).toString() === "three";
      input.fill(0);
      while (isEndless);
    },
  },
  { runs: 10, seed: 7, corpus: [], watch },
);
