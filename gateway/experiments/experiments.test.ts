import { describe, expect, test } from "@jest/globals";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import type { SearchResult } from "../../proto/messages.ts";
import type { ArmStop } from "./arm.ts";
import { Experiments } from "./experiments.ts";
import { policiesIn, type ReadPolicies } from "./policies-file.ts";
import type { PoliciesFile } from "./policies-schema.ts";

const TERMS = {
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  bounds: { deadlineMsMin: 100, deadlineMsMax: 5_000 },
};
const GUARD = { partialShareMax: 0.2, windowS: 60, auctionsMin: 20 };
const HASTY = { name: "hasty", policy: "hasty", share: 10_000, guard: GUARD };
const FILE = {
  policies: { hasty: { quorum: 1, deadlineMs: 400 }, patient: { deadlineMs: 2_000 } },
  experiment: { name: "e", arms: [HASTY], shadows: ["patient"] },
};

function opened(first: object = FILE) {
  let now = 0;
  const read = (value: unknown): ReadPolicies => policiesIn(JSON.stringify(value), TERMS);
  let file = read(first);
  const told: unknown[] = [];
  const experiments = new Experiments("policies.json", file.file as PoliciesFile, {
    listener: {
      policiesRead: (policies, experiment, arms) =>
        void told.push(["read", policies, experiment, arms]),
      policiesRefused: (faults: readonly Fault[]) => void told.push(["refused", faults.length]),
      armEnded: () => {},
      armStopped: (_, arm, why: ArmStop) => void told.push(["stopped", arm, why.by]),
      shadowEnded: () => {},
    },
    nowMs: () => now++,
    read: () => file,
    currency: "USD",
    worth: ({ amount }) => amount,
    searchesMax: 100,
  });
  return {
    ...{ experiments, told },
    reload(value: unknown) {
      file = read(value);
      experiments.reload();
    },
  };
}

const resultOf = (searchId: string, partial = false, amount: number | null = 1_000) =>
  ({
    ...{ searchId, endedBy: "quorum", partial, elapsedMs: 100, bidders: [] },
    itineraries: amount === null ? [] : [{ cost: amount, price: { amount, currency: "USD" } }],
  }) as unknown as SearchResult;

/** Runs searches to their end. Returns the arm of each. */
function run({ experiments }: ReturnType<typeof opened>, count: number, partial = false) {
  return Array.from({ length: count }, (_, i) => {
    const assignment = experiments.assign(`s${i}`, undefined);
    if (assignment !== undefined) experiments.ended(assignment, resultOf(`s${i}`, partial));
    return assignment?.arm.name;
  });
}

describe("a new file", () => {
  test("with a fault changes nothing (EXPERIMENT-1)", () => {
    const { experiments, told, reload } = opened();
    reload({ ...FILE, experiment: { name: "e", arms: [{ ...HASTY, share: 10_001 }] } });
    expect({ told: told.at(-1), arm: experiments.assign("s", undefined)?.arm.name }).toEqual({
      told: ["refused", 1],
      arm: "hasty",
    });
  });

  test("that says the same changes nothing; another one begins again (EXPERIMENT-2)", () => {
    const all = opened();
    run(all, 30, true);
    const auctions = () =>
      all.experiments.view().arms.map((one) => [one.arm, one.state, one.auctions]);
    const stopped = auctions();
    all.reload(FILE);
    expect({ same: auctions() }).toEqual({ same: stopped });
    all.reload({ ...FILE, experiment: { ...FILE.experiment, arms: [{ ...HASTY, share: 500 }] } });
    expect({ other: auctions() }).toEqual({
      other: [
        ["control", "running", 0],
        ["hasty", "running", 0],
      ],
    });
  });

  test("without an experiment ends it", () => {
    const { experiments, reload } = opened();
    reload({ policies: FILE.policies });
    expect({ arm: experiments.assign("s", undefined), arms: experiments.view().arms }).toEqual({
      arm: undefined,
      arms: [],
    });
  });
});

describe("an arm that is stopped", () => {
  test("by its guard rails gives its searches to control, and to no other arm (EXPERIMENT-3)", () => {
    const two = {
      ...FILE,
      experiment: {
        name: "e",
        arms: [
          { ...HASTY, share: 4_000 },
          { name: "patient", policy: "patient", share: 4_000 },
        ],
      },
    };
    const all = opened(two);
    const armsOf = () =>
      Array.from({ length: 300 }, (_, i) => all.experiments.assign(`s${i}`, undefined)?.arm.name);
    const before = armsOf();
    run(all, 300, true);
    expect({ told: all.told.at(-1) }).toEqual({ told: ["stopped", "hasty", "guard"] });
    expect(armsOf()).toEqual(before.map((arm) => (arm === "hasty" ? "control" : arm)));
    // Its policy is no other arm's, so that nothing is kept by it twice.
    expect({ states: all.experiments.view().arms.map(({ state }) => state) }).toEqual({
      states: ["running", "stopped", "running"],
    });
  });

  test("is not stopped by a search that an arm of the file before had (EXPERIMENT-2)", () => {
    const { experiments, told, reload } = opened();
    const before = experiments.assign("s", undefined);
    if (before === undefined) throw new Error("it has no arm");
    reload({ ...FILE, experiment: { ...FILE.experiment, salt: "another" } });
    for (let i = 0; i < 30; i++) experiments.ended(before, resultOf(`s${i}`, true));
    expect({ told: told.at(-1), state: experiments.view().arms[1]?.state }).toEqual({
      told: ["read", 2, "e", ["hasty"]],
      state: "running",
    });
  });

  test("by hand runs again by hand, and what its rails had counted is forgotten", () => {
    const all = opened();
    const states: string[] = [];
    run(all, 30, true);
    states.push(all.experiments.setArm("hasty", "running", "key k"));
    expect({ arms: run(all, 10, true) }).toEqual({ arms: Array(10).fill("hasty") });
    states.push(all.experiments.setArm("hasty", "stopped", "key k"));
    states.push(all.experiments.setArm("hasty", "stopped", "key k"));
    expect({ states, told: all.told.at(-1), arms: run(all, 1) }).toEqual({
      states: ["stopped", "running", "stopped"],
      told: ["stopped", "hasty", "operator"],
      arms: ["control"],
    });
  });

  test.each(["control", "none"])("%s cannot be stopped by hand", (name) => {
    const { experiments } = opened();
    const refusal = () => {
      try {
        experiments.setArm(name, "stopped", "key k");
        return "none";
      } catch (thrown) {
        return AuctionError.from(thrown).message;
      }
    };
    expect(refusal()).toBe(`no arm is named '${name}'; there are hasty`);
  });
});

test("by keys, a search without one has no arm, and one key has one arm (EXPERIMENT-4)", () => {
  const arms = [{ ...HASTY, share: 5_000 }];
  const { experiments } = opened({ ...FILE, experiment: { name: "e", by: "key", arms } });
  const of = (id: string, key?: string) => experiments.assign(id, key)?.arm.name;
  expect({ without: of("s1") }).toEqual({ without: undefined });
  const one = new Set(Array.from({ length: 50 }, (_, i) => of(`s${i}`, "caller-1")));
  const many = new Set(Array.from({ length: 50 }, (_, i) => of("s", `caller-${i}`)));
  expect({ one: one.size, many: [...many].sort() }).toEqual({ one: 1, many: ["control", "hasty"] });
});

test("a regret counts for its arm once, and only where it is known (ARMCOUNT-1)", () => {
  const all = opened();
  run(all, 4);
  for (const [i, amount] of [0, 300, null].entries()) {
    const regret = amount === null ? null : { amount, currency: "USD" };
    all.experiments.regret({ searchId: `s${i}`, regret });
    all.experiments.regret({ searchId: `s${i}`, regret });
  }
  all.experiments.regret({ searchId: "of nobody", regret: null });
  const arm = all.experiments.view().arms.find(({ arm }) => arm === "hasty");
  expect(arm).toMatchObject({
    auctions: 4,
    bestPrice: { count: 4, mean: 1_000, variance: 0 },
    regret: { count: 2, mean: 150, unknown: 1, some: 1 },
  });
});

test("what a shadow policy would have cost is counted beside what is not known of it", () => {
  const { experiments } = opened();
  const assignment = experiments.assign("s", undefined);
  if (assignment === undefined) throw new Error("it has no arm");
  const end = { endedBy: "quorum", elapsedMs: 50, partial: true } as const;
  const { itineraries } = resultOf("s");
  const best = { cost: 1_250, price: { amount: 1_200, currency: "USD" } };
  for (const one of [{ ...end, best }, { ...end, best: null }, null])
    experiments.shadowed(assignment, [{ policy: "patient", end: one }], itineraries);
  experiments.shadowed(assignment, [{ policy: "of another file", end: null }], itineraries);
  expect(experiments.view().shadows).toEqual([
    expect.objectContaining({
      ...{ policy: "patient", auctions: 2, partial: 2, unknown: 1, nothing: 1 },
      regret: { count: 1, mean: 250, variance: 0, unknown: 1, some: 1 },
      bestPrice: { count: 1, mean: 1_200, variance: 0 },
    }),
  ]);
});
