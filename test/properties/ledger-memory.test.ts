/** What the ledger counts for a result is at least what it takes: measured in the heap. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

test("A6: no result that the ledger keeps takes more than is counted for it: measured in a process of its own", () => {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  const file = join(import.meta.dirname, "../fixtures/auction/ledger-heap.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", file, seed], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const measured = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(measured.length).toBe(15);
  // The heap of a process varies by some tens of kilobytes.
  const NOISE_BYTES = 100_000;
  const beyond = measured.filter(({ counted, grown }) => grown > counted + NOISE_BYTES);
  expect({ seed, beyond }).toEqual({ seed, beyond: [] });
});
