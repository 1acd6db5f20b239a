/** The policy of kind `value`, as callers ask for it at both doors and as an auction gets it. */
import { describe, expect, test } from "@jest/globals";
import { decodeRawSearch, encodeSearch } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { createCalendarValidator } from "./calendar-validate.ts";
import { createValidator } from "./validate.ts";
import type { ValueDefaults } from "./value-policy.ts";

const terms = (value: ValueDefaults = {}) => ({
  policy: {
    ...{ deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
    ...value,
  },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["USD"],
  known: () => ["nonstop", "partners", "stops"],
  wall: () => Date.parse("2026-11-23T12:00:00Z"),
});
const PLAIN = createValidator(terms());
const VALUE = createValidator(terms({ kind: "value", dollarsPerSecond: 2 }));
const slices = [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }];

function faults(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path} ${message}`);
  }
}

describe("VALUEPOLICY-1: a search of kind value has a price, and one of kind plain has none", () => {
  const table: [
    what: string,
    validate: typeof PLAIN,
    policy: object | undefined,
    price: unknown,
  ][] = [
    ["nothing is said", PLAIN, undefined, undefined],
    ["the kind", PLAIN, { kind: "value" }, 1],
    ["kind and price", PLAIN, { kind: "value", dollarsPerSecond: 0.25 }, 0.25],
    ["plain", PLAIN, { kind: "plain" }, undefined],
    ["nothing, where the gateway's kind is value", VALUE, undefined, 2],
    ["another field, where the gateway's kind is value", VALUE, { deadlineMs: 500 }, 2],
    ["the price, where the gateway's kind is value", VALUE, { dollarsPerSecond: 1_000 }, 1_000],
    ["plain, where the gateway's kind is value", VALUE, { kind: "plain" }, undefined],
  ];
  test.each(table)("%s", (_, validate, policy, price) => {
    const search = validate({ slices, ...(policy === undefined ? {} : { policy }) });
    expect({ kind: search.policy.kind, price: search.policy.dollarsPerSecond }).toEqual({
      kind: price === undefined ? undefined : "value",
      price,
    });
    // Over NATS the same: whole cents are exact.
    expect(PLAIN(decodeRawSearch(encodeSearch(search)))).toEqual(search);
  });
});

describe("a policy that is wrong", () => {
  const right = "must be from 0.01 to 1000 in whole cents, such as 0.5";
  const table: [policy: object, faults: string[]][] = [
    [{ kind: "values" }, ["policy.kind must be one of plain, value"]],
    [{ kind: "value", dollarsPerSecond: 0 }, [`policy.dollarsPerSecond ${right}`]],
    [{ kind: "value", dollarsPerSecond: 1_000.01 }, [`policy.dollarsPerSecond ${right}`]],
    [{ kind: "value", dollarsPerSecond: 0.125 }, [`policy.dollarsPerSecond ${right}`]],
    [{ kind: "value", dollarsPerSecond: "1" }, [`policy.dollarsPerSecond ${right}`]],
    [
      { dollarsPerSecond: 1 },
      ['policy.dollarsPerSecond counts only with kind "value": give that too, or leave it out'],
    ],
  ];
  test.each(table)("%j", (policy, expected) => {
    expect(faults(() => PLAIN({ slices, policy }))).toEqual(expected);
  });

  test("of a calendar, which has no such policy, also where it is the gateway's", () => {
    const calendar = createCalendarValidator(terms({ kind: "value", dollarsPerSecond: 2 }));
    const asked = { origin: "LHR", destination: "JFK", month: "2026-12" };
    expect(
      faults(() => calendar({ ...asked, policy: { kind: "value", dollarsPerSecond: 1 } })),
    ).toEqual([
      "policy.dollarsPerSecond is for searches: a calendar has no policy of kind value",
      "policy.kind must be plain: a calendar has no other kind",
    ]);
    expect(calendar(asked).policy.kind).toBeUndefined();
  });
});
