import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inDays } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { StatedPolicy } from "../tenants/tenant-search.ts";
import type { TenantPolicy } from "../tenants/tenants-schema.ts";
import { shadowPolicy } from "./arm-trial.ts";
import { CallerRules } from "./caller-rules.ts";

const BOUNDS = { deadlineMsMin: 50, deadlineMsMax: 5_000 };
const BIDDERS = ["nonstop", "partners", "stops"];

const rules = () =>
  new CallerRules({
    policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
    bounds: BOUNDS,
    currencies: ["USD"],
    wall: () => Date.now(),
    known: () => BIDDERS,
  });

const raw = (fields: object = {}) => ({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }],
  ...fields,
});

test("a policy says only what the search does not say itself (TRIAL-1)", () => {
  const under = rules()
    .under({ deadlineMs: 300, quorum: 1, required: ["stops"] })
    .of(undefined);
  const of = (policy?: object) => under.search(raw(policy === undefined ? {} : { policy })).policy;
  expect({
    nothing: of(),
    deadline: of({ deadlineMs: 900 }),
    noQuorum: of({ quorum: null }),
    required: of({ required: [] }),
  }).toEqual({
    nothing: { deadlineMs: 300, quorum: 1, required: ["stops"] },
    deadline: { deadlineMs: 900, quorum: 1, required: ["stops"] },
    noQuorum: { deadlineMs: 300, quorum: null, required: ["stops"] },
    required: { deadlineMs: 300, quorum: 1, required: [] },
  });
});

test("a policy of kind value has its price, and a search may say another kind (TRIAL-1)", () => {
  const under = (policy: StatedPolicy) => rules().under(policy).of(undefined);
  const of = (its: StatedPolicy, policy: object = {}) => {
    const { kind, dollarsPerSecond } = under(its).search(raw({ policy })).policy;
    return [kind, dollarsPerSecond];
  };
  expect({
    priced: of({ kind: "value", dollarsPerSecond: 0.5 }),
    unpriced: of({ kind: "value" }),
    plain: of({ kind: "value", dollarsPerSecond: 0.5 }, { kind: "plain" }),
    own: of({ kind: "plain" }, { kind: "value", dollarsPerSecond: 2 }),
  }).toEqual({
    ...{ priced: ["value", 0.5], unpriced: ["value", 1] },
    ...{ plain: [undefined, undefined], own: ["value", 2] },
  });
});

test("nor what its tenant says, and without a policy nothing changes (TRIAL-1)", () => {
  const all = rules();
  const usage = { spend: () => {} };
  const tenant = {
    ...{ id: "acme", policy: { deadlineMs: 1_500 }, bidders: undefined, params: {}, markUp: [] },
    usage,
  } as unknown as Tenant;
  const policy = { deadlineMs: 300, quorum: 2 };
  const its = all.under(policy).of(tenant).policy;
  expect(all.policyUnder(policy, tenant)).toEqual(its);
  expect({
    its: { deadlineMs: its.deadlineMs, quorum: its.quorum },
    none: all.under(null) === all,
  }).toEqual({ its: { deadlineMs: 1_500, quorum: 2 }, none: true });
});

test("a policy follows the gateway's own, and keeps the bidders that are disabled", () => {
  const all = rules();
  const policy = { quorum: 1 };
  const deadlineMs = () => all.under(policy).of(undefined).search(raw()).policy.deadlineMs;
  const before = deadlineMs();
  all.setPolicy({ deadlineMs: 2_000, deadlineMsPerSlice: 0, quorum: null, required: [] });
  all.disabled = ["stops"];
  const { bidders } = all.under(policy).of(undefined).search(raw());
  expect({ before, after: deadlineMs(), bidders }).toEqual({
    before: 800,
    after: 2_000,
    bidders: { except: ["stops"] },
  });
});

test("a shadow policy is the one that the search would have had (TRIAL-1)", () => {
  const required = fc.subarray(BIDDERS);
  const named = fc.record(
    {
      deadlineMs: fc.integer({ min: 50, max: 5_000 }),
      quorum: fc.option(fc.constantFrom<number | `${number}%`>(1, 2, 3, "50%")),
      required,
    },
    { requiredKeys: [] },
  );
  const policies = fc.record(
    {
      deadlineMs: fc.integer({ min: 50, max: 5_000 }),
      deadlineMsPerSlice: fc.nat(900),
      quorum: fc.option(fc.constantFrom<number | `${number}%`>(3, "20%")),
      required: required as fc.Arbitrary<string[]>,
    },
    { requiredKeys: [] },
  );
  const day = inDays(40);
  const slices = fc.constantFrom(
    raw().slices,
    [...raw().slices, { origin: "JFK", destination: "LHR", departureDate: day }],
    [{ origin: "LHR", destination: "JFK", departureDate: { from: day, to: inDays(43) } }],
  );
  const asks = fc.constantFrom({}, { bidders: { only: ["nonstop", "stops"] } });
  fc.assert(
    fc.property(
      fc.option(named),
      policies,
      policies,
      slices,
      asks,
      (own, arm, shadow, on, choice) => {
        const all = rules();
        const body = { slices: on, ...choice, ...(own === null ? {} : { policy: own }) };
        const search = (policy: TenantPolicy) => {
          try {
            return all.under(policy).of(undefined).search(body);
          } catch {
            return undefined; // it names a bidder that it does not ask
          }
        };
        const [served, other] = [search(arm), search(shadow)];
        fc.pre(served !== undefined && other !== undefined);
        const defaults = all.policyUnder(shadow, undefined);
        expect(shadowPolicy(body, served, defaults, BOUNDS)).toEqual(other.policy);
      },
    ),
    { numRuns: propertyRuns(60) },
  );
});
