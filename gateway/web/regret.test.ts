import { expect, test } from "@jest/globals";
import { regretText } from "./format.js";

const usd = (amount: number) => ({ amount, currency: "USD" });

test.each<
  [what: string, regret: ReturnType<typeof usd> | null, itineraries: unknown[], text: RegExp]
>([
  [
    "unknown is said to be unknown, not nothing",
    null,
    [{}],
    /^Regret: unknown\. A bidder that was not heard to the end may/,
  ],
  ["none is not worth a word", usd(0), [{}], /^$/],
  ["some", usd(920), [{}], /^Regret: .*9\.20, by which the best of it beats the best shown\.$/],
  ["nothing was shown", null, [], /^$/],
])("%s", (_what, regret, itineraries, text) =>
  expect(regretText({ regret, itineraries })).toMatch(text));
