import { expect, test } from "@jest/globals";
import { leftIn } from "./left-open.ts";

test.each([
  ["nothing is under way", "auction_in_flight 0\nauction_waiting 0\n", []],
  [
    "an auction is under way",
    "auction_in_flight 2\nauction_waiting 0\n",
    [["auction_in_flight", 2]],
  ],
  [
    "a search waits, by label",
    'auction_in_flight 0\nauction_waiting{door="http"} 0\nauction_waiting{door="nats"} 1\n',
    [["auction_waiting", 1]],
  ],
  ["a metric is not there", "auction_waiting 0\n", [["auction_in_flight", Number.NaN]]],
])("what a gateway has left open is read from its metrics: %s", (_what, text, left) =>
  expect(leftIn("g1", text)).toEqual(
    left.map(([metric, count]) => ({ gateway: "g1", metric, count })),
  ));
