/**
 * Asynchronous searches over real HTTP and a real broker (`Prefer: respond-async`): accepted at
 * once, seen while they run, waited for, and cancelled.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  begin,
  finished,
  type GatedBidders,
  gatedBidders,
  type ShownSearch,
  whenFinished,
} from "../harness/gated-bidders.ts";
import { gatewayOn, get, keepLog, openStream, post } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightSearch } from "../harness/offers.ts";
import { openSocket, requestText } from "../harness/raw-http.ts";
import { SkippingClock } from "../harness/skipping-clock.ts";
import { until } from "../harness/until.ts";

const KINDS = ["nonstop", "partners", "stops"];
const ASYNC = { headers: { prefer: "respond-async" } };

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let gated: GatedBidders;

beforeAll(async () => {
  broker = await startBroker();
  gated = await gatedBidders(broker, KINDS);
  gateway = await gatewayOn(broker, KINDS, {}, log.overrides);
});

afterAll(async () => {
  gated?.open();
  await gateway?.stop();
  await gated?.[Symbol.asyncDispose]();
  await broker?.stop();
});

beforeEach(() => gated.close());

const search = flightSearch({
  sort: "price",
  policy: { deadlineMs: 8_000, quorum: null, required: [] },
});

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly searchId?: string;
  readonly state?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const pathsOf = ({ errors = [] }: Problem) => errors.map(({ path }) => path);
const waiters = () => metric(gateway, "auction_async_waiters");

/**
 * What a stopped search is to the bidders: they hear it once for each auction. Counted are those of
 * calls from now on: a search that an earlier test has left ends at its deadline.
 */
function cancelsFromNow(): () => number[] {
  const before = gated.bidders.map(({ calls }) => calls.length);
  return () =>
    gated.bidders.map(({ calls, cancels }, i) => {
      const own = new Set(calls.slice(before[i]).map(({ searchId }) => searchId));
      return cancels.filter((id) => own.has(id)).length;
    });
}

async function deleted(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(gateway.url + path, { method: "DELETE" });
  return { status: answer.status, text: await answer.text() };
}

describe("a search that is accepted at once (ASYNC-2)", () => {
  test("202 with its id, then the outcomes and the best so far, then the result", async () => {
    const { status, body, headers } = await post<ShownSearch>(gateway, search, ASYNC);
    expect({
      status,
      location: headers.get("location"),
      applied: headers.get("preference-applied"),
      cache: headers.get("cache-control"),
    }).toEqual({
      status: 202,
      location: `/v1/searches/${body.searchId}`,
      applied: "respond-async",
      cache: "no-store",
    });
    const path = headers.get("location") as string;
    expect((await get(gateway, path)).body).toEqual({
      searchId: body.searchId,
      state: "running",
      elapsedMs: expect.any(Number),
      deadlineMs: 8_000,
      expected: KINDS,
      itineraries: [],
      bidders: [],
    });
    gated.open("stops");
    const one = await whenFinished(gateway, path, "stops");
    expect({ state: one.state, finished: finished(one), shown: one.itineraries.length }).toEqual({
      state: "running",
      finished: ["stops"],
      shown: 2,
    });
    gated.open("nonstop");
    const two = await whenFinished(gateway, path, "nonstop");
    expect({ finished: finished(two), shown: two.itineraries.length }).toEqual({
      finished: ["nonstop", "stops"],
      shown: 4,
    });
    gated.open("partners");
    const { body: ended } = await get<ShownSearch>(gateway, `${path}?wait=10000`);
    expect(ended).toMatchObject({
      searchId: body.searchId,
      state: "ended",
      endedBy: "complete",
      partial: false,
      late: [],
    });
    expect({ finished: finished(ended), shown: ended.itineraries.length }).toEqual({
      finished: KINDS,
      shown: 6,
    });
    expect((await get(gateway, path)).body).toEqual(ended);
  });

  test("a plain search has no `state`; its id gives the same result with `state`", async () => {
    gated.open();
    const { status, body, headers } = await post<ShownSearch>(gateway, search);
    expect({ status, state: body.state, applied: headers.get("preference-applied") }).toEqual({
      status: 200,
      state: undefined,
      applied: null,
    });
    const { body: view } = await get(gateway, `/v1/searches/${body.searchId}`);
    expect(view).toEqual({ ...body, late: [], regret: expect.anything(), state: "ended" });
  });

  test("other preferences change nothing", async () => {
    gated.open();
    const answer = await post<ShownSearch>(gateway, search, { headers: { prefer: "wait=5, foo" } });
    expect({ status: answer.status, endedBy: answer.body.endedBy }).toEqual({
      status: 200,
      endedBy: "complete",
    });
  });

  test("faults are refused at once, all of them", async () => {
    const wrong = { ...search, cabin: "roof", sort: "luck" };
    const { status, body } = await post<Problem>(gateway, wrong, ASYNC);
    expect({ status, code: body.code, paths: pathsOf(body) }).toEqual({
      status: 400,
      code: "invalid-search",
      paths: ["cabin", "sort"],
    });
  });

  test("an id that nobody has is 404 for every request", async () => {
    const path = "/v1/searches/nobody";
    expect((await get(gateway, path)).status).toBe(404);
    expect((await get(gateway, `${path}?wait=5000`)).status).toBe(404);
    expect((await openStream(gateway, path)).status).toBe(404);
    expect((await deleted(path)).status).toBe(404);
  });

  test("the log and the metrics have it like any search", async () => {
    gated.open();
    const path = await begin(gateway, search);
    await get(gateway, `${path}?wait=10000`);
    const line = log.lines.find((one) => path.endsWith(String(one["searchId"])));
    expect(line).toMatchObject({ msg: "search", endedBy: "complete" });
  });
});

describe("a request that waits (ASYNC-4)", () => {
  test("is answered at the end of its time with what is known", async () => {
    const path = await begin(gateway, search);
    const from = performance.now();
    const { status, body } = await get<ShownSearch>(gateway, `${path}?wait=150`);
    const tookMs = performance.now() - from;
    expect({ status, state: body.state }).toEqual({ status: 200, state: "running" });
    expect(tookMs).toBeGreaterThanOrEqual(149);
  });

  test("is answered as soon as the search ends", async () => {
    const path = await begin(gateway, search);
    const waiting = get<ShownSearch>(gateway, `${path}?wait=10000`);
    await until(async () => (await waiters()) === 1, { what: "the waiter" });
    gated.open();
    const { body } = await waiting;
    expect(body).toMatchObject({ state: "ended", endedBy: "complete" });
    expect(await waiters()).toBe(0);
  });

  test.each([
    ["-1"],
    ["10001"],
    ["1.5"],
    ["x"],
    [""],
    ["5&wait=6"],
  ])("a time of %j is a fault that says what would be right", async (wait) => {
    const path = await begin(gateway, search);
    gated.open();
    const { status, body } = await get<Problem>(gateway, `${path}?wait=${wait}`);
    expect({ status, code: body.code, paths: pathsOf(body) }).toEqual({
      status: 400,
      code: "invalid-search",
      paths: ["wait"],
    });
    expect(body.errors?.[0]?.message).toContain("from 0 to 10000");
  });

  test("the 17th that waits for one search is refused; those that leave make room", async () => {
    const path = await begin(gateway, search);
    const leaving = Array.from({ length: 15 }, () => new AbortController());
    const left = leaving.map(({ signal }) =>
      fetch(`${gateway.url}${path}?wait=10000`, { signal }).catch(() => "left"),
    );
    const staying = get<ShownSearch>(gateway, `${path}?wait=10000`);
    await until(async () => (await waiters()) === 16, { what: "16 waiters" });
    const { status, body } = await get<Problem>(gateway, `${path}?wait=10000`);
    expect({ status, code: body.code }).toEqual({ status: 429, code: "rate-limited" });
    expect((await openStream(gateway, path)).status).toBe(429);
    // One that does not wait is answered.
    expect((await get<ShownSearch>(gateway, path)).body.state).toBe("running");
    for (const one of leaving) one.abort();
    expect(new Set(await Promise.all(left))).toEqual(new Set(["left"]));
    await until(async () => (await waiters()) === 1, { what: "those that left to be forgotten" });
    gated.open();
    expect((await staying).body).toMatchObject({ state: "ended", endedBy: "complete" });
    expect(await waiters()).toBe(0);
  });

  test("whoever leaves, the search runs to its end (ASYNC-1)", async () => {
    const cancels = cancelsFromNow();
    const body = JSON.stringify(search);
    const head = { "content-type": "application/json", prefer: "respond-async" };
    const socket = await openSocket(gateway);
    const answered = new Promise<string>((resolve) =>
      socket.once("data", (bytes) => resolve(String(bytes))),
    );
    socket.write(requestText("POST /v1/searches", { ...head, connection: "keep-alive" }, body));
    const path = /location: (\S+)/.exec(await answered)?.[1] ?? "";
    socket.destroy();
    gated.open("stops");
    await whenFinished(gateway, path, "stops");
    gated.open();
    const { body: ended } = await get<ShownSearch>(gateway, `${path}?wait=10000`);
    expect({ endedBy: ended.endedBy, shown: ended.itineraries.length }).toEqual({
      endedBy: "complete",
      shown: 6,
    });
    expect(cancels()).toEqual([0, 0, 0]);
  });
});

describe("DELETE", () => {
  test("ends a search that runs: the bidders stop, and what came is shown", async () => {
    const cancels = cancelsFromNow();
    const path = await begin(gateway, search);
    const waiting = get<ShownSearch>(gateway, `${path}?wait=10000`);
    gated.open("stops");
    await whenFinished(gateway, path, "stops");
    expect(await deleted(path)).toEqual({ status: 204, text: "" });
    const { body } = await waiting;
    expect({
      state: body.state,
      endedBy: body.endedBy,
      outcomes: body.bidders.map(({ outcome }) => outcome),
      shown: body.itineraries.length,
    }).toEqual({
      state: "ended",
      endedBy: "cancelled",
      outcomes: ["silent", "silent", "answered"],
      shown: 2,
    });
    await until(() => cancels().join() === "1,1,1", {
      what: "each bidder to hear of it",
    });
  });

  test("leaves a search that has ended as it is", async () => {
    gated.open();
    const path = await begin(gateway, search);
    const { body } = await get(gateway, `${path}?wait=10000`);
    expect((await deleted(path)).status).toBe(204);
    expect((await get(gateway, path)).body).toEqual(body);
  });
});

describe("a gateway with one place", () => {
  const clock = new SkippingClock();
  let small: Gateway;
  beforeAll(async () => {
    const one = { AUCTIONS_MAX: "1", AUCTIONS_WAITING_MAX: "1" };
    small = await gatewayOn(broker, KINDS, one, { clock });
  });
  afterEach(() => clock.goOn());
  afterAll(() => small?.stop());

  test("a search that waits for its turn is accepted, one more is 503; a cancelled one shows why", async () => {
    // It waits for as long as the machine needs to refuse the others.
    clock.hold();
    const first = await begin(small, search);
    const second = await begin(small, search);
    const third = await post<Problem>(small, search, ASYNC);
    expect({
      status: third.status,
      code: third.body.code,
      retryAfter: third.headers.get("retry-after"),
    }).toEqual({ status: 503, code: "overloaded", retryAfter: "1" });
    // A search without its turn has sent no call.
    const { body: waiting } = await get<ShownSearch>(small, second);
    expect(waiting).toEqual({
      searchId: second.split("/").at(-1),
      state: "running",
      elapsedMs: expect.any(Number),
      deadlineMs: 8_000,
      itineraries: [],
      bidders: [],
    });
    const waiter = get<Problem>(small, `${second}?wait=10000`);
    await until(async () => (await metric(small, "auction_async_waiters")) === 1);
    await fetch(small.url + second, { method: "DELETE" });
    const answers = [await waiter, await get<Problem>(small, second)];
    for (const { status, headers, body } of answers)
      expect({ status, type: headers.get("content-type"), body }).toEqual({
        status: 499,
        type: expect.stringContaining("application/problem+json"),
        body: expect.objectContaining({
          code: "cancelled",
          detail: "the search was cancelled before it began",
          searchId: second.split("/").at(-1),
          state: "ended",
        }),
      });
    const stream = await openStream(small, second);
    const events = [];
    for await (const event of stream.events) events.push(event);
    expect(events).toEqual([
      { id: "end", event: "error", data: expect.objectContaining({ code: "cancelled" }) },
    ]);
    gated.open();
    expect((await get<ShownSearch>(small, `${first}?wait=10000`)).body.endedBy).toBe("complete");
  });

  test("a search whose turn does not come in time shows `overloaded`", async () => {
    const first = await begin(small, search);
    const short = { ...search, policy: { ...search.policy, deadlineMs: 200 } };
    const second = await begin(small, short);
    const { status, body, headers } = await get<Problem>(small, `${second}?wait=5000`);
    expect({ status, code: body.code, state: body.state }).toEqual({
      status: 503,
      code: "overloaded",
      state: "ended",
    });
    // It has ended: to ask again does not help.
    expect(headers.get("retry-after")).toBeNull();
    gated.open();
    expect((await get<ShownSearch>(small, `${first}?wait=10000`)).body.endedBy).toBe("complete");
  });
});

test("a search that the broker's absence ends shows `no-broker`, and not 404", async () => {
  const own = await startBroker();
  const cutOff = await gatewayOn(own, []);
  try {
    await own.stop();
    await until(async () => (await get(cutOff, "/ready")).status === 503, { what: "the loss" });
    const path = await begin(cutOff, search);
    for (const query of ["?wait=5000", ""]) {
      const { status, body } = await get<Problem>(cutOff, path + query);
      expect({ status, code: body.code, state: body.state }).toEqual({
        status: 503,
        code: "no-broker",
        state: "ended",
      });
    }
  } finally {
    await cutOff.stop();
    await own.stop();
  }
});
