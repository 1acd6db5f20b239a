import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { faultOf, isAnswer, keepPending, ownPath, type Pending, takePending } from "./pending.ts";

const PENDING: Pending = {
  state: "s1",
  nonce: "n1",
  verifier: "v1",
  returnTo: "/?from=LHR&to=JFK",
  beganAtMs: 1_000_000,
};

/** The storage of a tab, with this text in it. */
function storage(text: string | null = null) {
  const kept = new Map<string, string>();
  const made = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    kept,
  };
  keepPending(PENDING, made);
  const [place = ""] = kept.keys();
  if (text === null) kept.delete(place);
  else kept.set(place, text);
  return made;
}

test.each<[string, boolean]>([
  ["", false],
  ["?from=LHR&to=JFK", false],
  ["?code=a", false],
  ["?state=a", false],
  ["?code=a&state=b", true],
  ["?error=access_denied&state=b", true],
])("'%s' is an answer: %s", (query, expected) => {
  expect({ is: isAnswer(query) }).toEqual({ is: expected });
});

describe("an answer counts once, in its tab, in time and with its state (PAGESIGNIN-1)", () => {
  test.each<[string, string, Pending | null, number, string | null]>([
    ["the right one", "?code=a&state=s1", PENDING, 1_000_000, null],
    ["after ten minutes", "?code=a&state=s1", PENDING, 1_600_000, null],
    ["later", "?code=a&state=s1", PENDING, 1_600_001, "ten minutes"],
    ["before it began", "?code=a&state=s1", PENDING, 999_999, "ten minutes"],
    ["of a tab that has begun none", "?code=a&state=s1", null, 1_000_000, "no sign-in"],
    ["another state", "?code=a&state=s2", PENDING, 1_000_000, "state differs"],
    ["an empty state", "?code=a&state=", PENDING, 1_000_000, "state differs"],
    ["two states", "?code=a&state=s1&state=s2", PENDING, 1_000_000, "state differs"],
  ])("%s", (_what, query, pending, nowMs, fault) => {
    const found = faultOf(query, pending, nowMs);
    expect({ fault: found }).toEqual({
      fault: fault === null ? null : expect.stringContaining(fault),
    });
  });

  test("what was kept is read once", () => {
    const tab = storage(JSON.stringify(PENDING));
    expect({ first: takePending(tab), second: takePending(tab), left: tab.kept.size }).toEqual({
      first: PENDING,
      second: null,
      left: 0,
    });
  });

  test("whatever a storage has, it is read or left, and removed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const tab = storage(text);
        const found = takePending(tab);
        expect({ isNull: found === null, left: tab.kept.size }).toEqual({ isNull: true, left: 0 });
      }),
    );
  });
});

describe("the address after an answer is one of this page (PAGESIGNIN-2)", () => {
  test.each<[string, string]>([
    ["/", "/"],
    ["/?from=LHR&to=JFK", "/?from=LHR&to=JFK"],
    ["/auctions/a1?x=1", "/auctions/a1?x=1"],
    ["/?code=a&state=b", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/\t/evil.example/", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    [`/?${"a".repeat(8_192)}`, "/"],
  ])("%s gives %s", (text, expected) => {
    expect({ path: ownPath(text) }).toEqual({ path: expected });
  });

  test("also of a storage that somebody has written into", () => {
    const tab = storage(JSON.stringify({ ...PENDING, returnTo: "//evil.example" }));
    expect({ to: takePending(tab)?.returnTo }).toEqual({ to: "/" });
  });

  test("whatever is written there", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("", "/", "//", "/\\", "/\n/"), (text, before) => {
        const { origin } = new URL(ownPath(before + text), "https://here.example");
        expect({ origin }).toEqual({ origin: "https://here.example" });
      }),
    );
  });
});
