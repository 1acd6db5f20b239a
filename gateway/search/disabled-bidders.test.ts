import { describe, expect, test } from "@jest/globals";
import { flightSearch } from "../../test/harness/offers.ts";
import { withoutDisabled } from "./disabled-bidders.ts";
import type { ValidSearch } from "./validate.ts";

const names = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `b${from + i}`);
const search = (changes: Partial<ValidSearch> = {}): ValidSearch => ({
  ...flightSearch({ policy: { deadlineMs: 800, quorum: null, required: ["nonstop", "stops"] } }),
  ...changes,
});

describe("a search does not ask a bidder that is disabled (DISABLED-1)", () => {
  test.each([
    ["of all", undefined, { except: ["nonstop"] }, ["nonstop"]],
    ["of some", { only: ["nonstop", "stops"] }, { only: ["stops"] }, ["nonstop"]],
    ["of this one alone", { only: ["nonstop"] }, { only: [] }, ["nonstop"]],
    ["beside another", { except: ["stops"] }, { except: ["stops", "nonstop"] }, ["nonstop"]],
    ["which it leaves out itself", { except: ["nonstop"] }, { except: ["nonstop"] }, undefined],
    ["which it does not name", { only: ["stops"] }, { only: ["stops"] }, undefined],
  ])("%s", (_what, bidders, right, disabled) => {
    const given = search(bidders === undefined ? {} : { bidders });
    const its = withoutDisabled(given, ["nonstop"]);
    expect({ bidders: its.bidders, disabled: its.disabled }).toEqual({ bidders: right, disabled });
  });

  test("nor requires it, nor says anything to it", () => {
    const params = new Map([
      ["nonstop", "{}"],
      ["stops", "{}"],
    ]);
    const its = withoutDisabled(search({ params }), ["nonstop"]);
    expect({ required: its.policy.required, said: [...(its.params?.keys() ?? [])] }).toEqual({
      required: ["stops"],
      said: ["stops"],
    });
  });

  test("what a call cannot say is refused, and nothing is left out of it", () => {
    const fits = withoutDisabled(search({ bidders: { except: names(0, 14) } }), names(50, 2));
    expect({ except: fits.bidders?.except?.length }).toEqual({ except: 16 });
    expect(() =>
      withoutDisabled(search({ bidders: { except: names(0, 15) } }), names(50, 2)),
    ).toThrow(expect.objectContaining({ code: "invalid-search" }));
  });
});
