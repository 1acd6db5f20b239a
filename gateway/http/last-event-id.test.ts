import { expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { lastEventId } from "./last-event-id.ts";

test.each([
  [undefined, 0],
  ["", 0],
  ["0", 0],
  ["7", 7],
  ["007", 7],
  ["999999999", 999_999_999],
  ["end", "end"],
] as const)("Last-Event-ID %j is %j", (header, position) => {
  expect(lastEventId(header)).toBe(position);
});

test.each([
  ["END"],
  ["-1"],
  ["1.5"],
  ["1e3"],
  [" 1"],
  ["1000000000"],
  ["x"],
  [["1", "2"]],
])("Last-Event-ID %j is a fault with its path", (header) => {
  expect(() => lastEventId(header)).toThrow(AuctionError);
  try {
    lastEventId(header);
  } catch (thrown) {
    const { code, faults } = thrown as AuctionError;
    expect({ code, paths: faults.map(({ path }) => path) }).toEqual({
      code: "invalid-search",
      paths: ["Last-Event-ID"],
    });
  }
});
