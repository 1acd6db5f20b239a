import { expect, test } from "@jest/globals";
import { absentBidders, readinessChecks, unreadyReason } from "./readiness.ts";
import type { BidderView } from "./scatter/microservice-client.ts";

interface State {
  readonly draining?: boolean;
  readonly connected?: boolean;
  readonly unresponsive?: boolean;
  readonly known?: boolean;
  readonly waiting?: boolean;
  readonly anyAlive?: boolean;
}

/** A gateway that is ready, except for what is given. */
function checksOf({
  draining = false,
  connected = true,
  unresponsive = false,
  known = true,
  waiting = false,
  anyAlive = true,
}: State) {
  type Link = Parameters<typeof readinessChecks>[0];
  type Parts = Parameters<typeof readinessChecks>[1];
  const link = { connected, history: { isFresh: waiting } } as Link;
  const roster = { known, notReturned: waiting ? ["stops"] : [], anyReturned: false, anyAlive };
  return readinessChecks(link, {
    searchService: { draining },
    brokerPing: { isUnresponsive: unresponsive },
    roster,
  } as unknown as Parts);
}

test.each<[State, string[], RegExp | null]>([
  [{}, [], null],
  [{ draining: true }, ["running"], /shutting down/],
  [{ connected: false }, ["connection", "broker"], /no connection to its broker/],
  [{ unresponsive: true }, ["broker"], /does not answer on this gateway's connection/],
  [{ known: false }, ["roster"], /asking which bidders/],
  [{ waiting: true }, ["return"], /has returned yet/],
  [{ anyAlive: false }, ["bidders"], /no bidder answers/],
  [{ draining: true, anyAlive: false }, ["running", "bidders"], /shutting down/],
])("%o fails the checks %j, and the first of them is the reason (READY-1)", (state, failed, why) => {
  const checks = checksOf(state);
  expect(checks.flatMap(({ name, ok }) => (ok ? [] : [name]))).toEqual(failed);
  const reason = unreadyReason(checks);
  if (why === null) expect(reason).toBeNull();
  else expect(reason).toMatch(why);
});

const view = (bidder: string, required: boolean, instances: number) =>
  ({ bidder, required, instances: Array(instances).fill({}) }) as unknown as BidderView;

test("required bidders without an instance are named, and no others (READY-2)", () => {
  expect(absentBidders([view("nonstop", true, 1), view("stops", false, 0)])).toEqual([]);
  const [warning, ...others] = absentBidders([
    view("nonstop", true, 0),
    view("stops", true, 2),
    view("partners", true, 0),
  ]);
  expect(warning?.code).toBe("required-absent");
  expect(warning?.detail).toMatch(/'nonstop', 'partners'/);
  expect(others).toEqual([]);
});
