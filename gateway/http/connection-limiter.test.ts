import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ConnectionLimiter } from "./connection-limiter.ts";

const LIMITS = { connectionsMax: 5, connectionsPerAddressMax: 3, idleMsMin: 1_000 };

/** Connections are named by their address and a number: `a1`. */
function driven(limits = LIMITS) {
  let now = 0;
  const names = new Map<string, { name: string }>();
  const limiter = new ConnectionLimiter<{ name: string }>(limits, () => now);
  const of = (name: string) => {
    const known = names.get(name) ?? { name };
    names.set(name, known);
    return known;
  };
  return {
    limiter,
    /** What has to go. */
    open: (name: string, perAddressMax?: number) =>
      limiter.opened(of(name), name[0] as string, perAddressMax)?.name,
    began: (name: string) => limiter.began(of(name)),
    ended: (name: string) => limiter.ended(of(name)),
    closed: (name: string) => limiter.closed(of(name)),
    wait(ms: number) {
      now += ms;
    },
  };
}

describe("A6: connections of one address", () => {
  test("within the bound all stay", () => {
    const { open, limiter } = driven();
    expect({ a1: open("a1"), a2: open("a2"), a3: open("a3"), count: limiter.count }).toEqual({
      a1: undefined,
      a2: undefined,
      a3: undefined,
      count: 3,
    });
  });

  test("beyond it the longest idle one makes room", () => {
    const { open, wait, began, ended, limiter } = driven();
    for (const name of ["a1", "a2", "a3"]) open(name);
    wait(500);
    began("a1");
    ended("a1");
    wait(1_000);
    expect({ a4: open("a4"), a5: open("a5"), a6: open("a6"), count: limiter.count }).toEqual({
      a4: "a2",
      a5: "a3",
      a6: "a1",
      count: 3,
    });
  });

  test("one that is at work is not closed; when all are, the new one is refused", () => {
    const { open, began, wait, ended } = driven();
    for (const name of ["a1", "a2", "a3"]) {
      open(name);
      began(name);
    }
    wait(60_000);
    expect(open("a4")).toBe("a4");
    began("a2"); // a second request behind the first
    ended("a2");
    wait(60_000);
    expect(open("a5")).toBe("a5");
    ended("a2");
    wait(1_000);
    expect(open("a6")).toBe("a2");
  });

  test("one that was opened a moment ago has its time: a rush of connections does not close each other", () => {
    const { open, wait } = driven();
    for (const name of ["a1", "a2", "a3"]) open(name);
    wait(999);
    expect(open("a4")).toBe("a4");
    wait(1);
    expect(open("a5")).toBe("a1");
  });

  test("others are not concerned", () => {
    const { open } = driven();
    for (const name of ["a1", "a2", "a3", "a4"]) open(name);
    expect({ b1: open("b1"), c1: open("c1") }).toEqual({ b1: undefined, c1: undefined });
  });

  test("a trusted proxy, which has many callers, may hold more", () => {
    const { open } = driven();
    for (const name of ["p1", "p2", "p3"]) open(name);
    expect({ p4: open("p4"), p5: open("p5", Number.POSITIVE_INFINITY) }).toEqual({
      p4: "p4",
      p5: undefined,
    });
  });
});

describe("A6: connections of all", () => {
  test("the address that holds the most gives one up", () => {
    const { open, wait, limiter } = driven();
    for (const name of ["b1", "a1", "a2", "a3", "c1"]) open(name);
    wait(1_000);
    expect({ closed: open("d1"), count: limiter.count }).toEqual({ closed: "a1", count: 5 });
  });

  test("if all of its are at work, the next one does", () => {
    const { open, wait, began } = driven();
    for (const name of ["a1", "a2", "a3", "b1", "b2"]) open(name);
    for (const name of ["a1", "a2", "a3"]) began(name);
    wait(1_000);
    expect(open("d1")).toBe("b1");
  });

  test("if all are at work, the new one is refused", () => {
    const { open, wait, began } = driven();
    for (const name of ["a1", "a2", "a3", "b1", "b2"]) {
      open(name);
      began(name);
    }
    wait(60_000);
    expect(open("d1")).toBe("d1");
  });
});

test("property: the counts are right and bounded, whatever happens in whatever order", () => {
  const name = fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.nat(5))
    .map(([address, i]) => `${address}${i}`);
  const step = fc.tuple(fc.constantFrom("open", "began", "ended", "closed", "wait"), name);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { limiter, open, began, ended, closed, wait } = driven();
      /** Requests under way on each connection that is open. */
      const model = new Map<string, number>();
      for (const [what, name] of steps) {
        const requests = model.get(name);
        if (what === "wait") wait(1_000);
        else if (what === "open" && requests === undefined) {
          const gone = open(name);
          if (gone !== name) model.set(name, 0);
          if (gone !== undefined && gone !== name) {
            expect(model.get(gone)).toBe(0);
            model.delete(gone);
          }
        } else if (what === "began") {
          began(name);
          if (requests !== undefined) model.set(name, requests + 1);
        } else if (what === "ended" && requests !== undefined && requests > 0) {
          ended(name);
          model.set(name, requests - 1);
        } else if (what === "closed") {
          closed(name);
          model.delete(name);
        }
        expect(limiter.count).toBe(model.size);
        expect(model.size).toBeLessThanOrEqual(LIMITS.connectionsMax);
        for (const address of ["a", "b", "c"]) {
          expect([...model.keys()].filter((one) => one[0] === address).length).toBeLessThanOrEqual(
            LIMITS.connectionsPerAddressMax,
          );
        }
      }
    }),
  );
});
