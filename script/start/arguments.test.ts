import { expect, test } from "@jest/globals";
import { startArguments } from "./arguments.ts";

test("without arguments it starts", () => expect(startArguments([])).toBeUndefined());

test.each([[["--help"]], [["-h"]], [["--port", "9000", "--help"]]])("%j: help alone", (args) =>
  expect(startArguments(args)).toEqual({
    text: expect.stringMatching(/^npm start\n.*PORT.*Exit codes/s),
    exitCode: 0,
  }));

test.each([
  [["--port", "9000"]],
  [["now"]],
])("%j is refused, and says what would be right", (args) =>
  expect(startArguments(args)).toEqual({
    text: expect.stringContaining(`got '${args.join(" ")}'; settings are environment variables`),
    exitCode: 2,
  }));
