/** Why an answer has no offers: what the bidder says when its search has found nothing. */
import { expect, test } from "@jest/globals";
import {
  createHandler,
  hang,
  noting,
  offer,
  throwSecret,
  yielding,
} from "../../test/fixtures/kit/call-handler.ts";

const whyEmpty = ({ slices }: { readonly slices: readonly { readonly origin: string }[] }) =>
  `nobody flies from ${slices[0]?.origin}`;

test.each<[string, strategy: unknown, answer: string]>([
  ["returns nothing", () => [], "empty: nobody flies from LHR"],
  ["yields nothing", yielding([]), "empty: nobody flies from LHR"],
  ["promises nothing", async () => [], "empty: nobody flies from LHR"],
  [
    "yields nothing, with a note",
    noting("agency-2: down", []),
    "empty: agency-2: down; nobody flies from LHR",
  ],
  ["yields an offer", yielding([offer()]), "offers: 1"],
  ["throws", throwSecret, "failed: internal"],
  [
    "yields what is not an offer",
    () => [1],
    expect.stringMatching(/^failed: invalid-offers/) as never,
  ],
  ["does not end", hang, expect.stringMatching(/^failed: timeout: [^;]*$/) as never],
])("a strategy that %s", async (_, strategy, answer) => {
  const { clock, deliver, answers } = createHandler(strategy, {}, { whyEmpty });
  deliver("s");
  await clock.settle();
  await clock.advance(10_000);
  expect(answers("s")).toEqual([answer]);
});

test.each<[string, typeof whyEmpty | (() => undefined)]>([
  ["has nothing to say", () => undefined],
  ["throws", throwSecret as never],
])("a reason that %s adds nothing", async (_, silent) => {
  const { clock, deliver, answers } = createHandler(() => [], {}, { whyEmpty: silent });
  deliver("s");
  await clock.settle();
  expect(answers("s")).toEqual(["empty: 0"]);
});
