import { expect, test } from "@jest/globals";
import { BIDDER_FLAGS, flagsOf, GATEWAY_FLAGS } from "./node-flags.ts";

test("the flags of `npm run bidder` are those of every bidder", () => {
  expect(BIDDER_FLAGS).toContain("--single-threaded-gc");
});

test("the flags of `npm run gateway` are those of every gateway", () => {
  expect(GATEWAY_FLAGS).toEqual([
    expect.stringMatching(/^--max-semi-space-size=/),
    "--no-allocation-site-pretenuring",
    "--external-memory-accounted-in-global-limit",
  ]);
});

test.each([
  ["exec node bidders/main.ts", []],
  ["exec node --one --two=2 bidders/main.ts", ["--one", "--two=2"]],
])("%s", (script, flags) => {
  expect(flagsOf(script)).toEqual(flags);
});

test("a script of another form is refused", () => {
  expect(() => flagsOf("node -r x bidders/main.ts")).toThrow("no flags can be read");
});
