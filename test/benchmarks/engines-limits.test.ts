/** What limits cost, with the smallest options: it runs to its end in each of its processes. */
import { expect, test } from "@jest/globals";
import { startProgram } from "../harness/process.ts";

const SMALL = ["engines", "--limits", "--searches", "1", "--processes", "2"];

test("bench engines --limits measures each limit in each process, and its own error", async () => {
  const { code, stdout, stderr } = await startProgram("bench/main.ts", SMALL, {}).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const stops of [2, 3]) expect(stdout).toContain(`1 searches with up to ${stops} stops`);
  expect(stdout).toContain("of 2 processes the median, and the lowest and the highest ratio");
  expect(stdout.match(/^counted: 1 searches/gm)).toHaveLength(2);
  const rows = stdout.split("\n").filter((line) => / ms .*\d\.\d\d-\d/.test(line));
  expect(rows).toHaveLength(2 * 23);
  // What is counted is the same each time.
  expect(rows[0]).toMatch(/^no limit +1\.000 +0 % +1\.00 /);
});
