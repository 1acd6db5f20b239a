/** CPU profiles of a gateway, and of the threads of a bidder, on the ports for monitoring. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post, rosterHas } from "../harness/gateway.ts";
import { flightSearch, inDays } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { requestText, sendRaw } from "../harness/raw-http.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let on: Gateway;
let off: Gateway;
const operationsOf = ({ operationsUrl }: Gateway) => ({ url: operationsUrl as string });

beforeAll(async () => {
  broker = await startBroker();
  const environment = { OPERATIONS_PORT: "0", OPERATIONS_PROFILE: "on", GATEWAY_ID: "gw-1" };
  on = await gatewayOn(broker, [], environment);
  off = await gatewayOn(broker, [], { OPERATIONS_PORT: "0" });
});

afterAll(async () => {
  await on?.stop();
  await off?.stop();
  await broker?.stop();
});

test("a profile is a file that tools of V8 read", async () => {
  const { status, headers, body } = await get<{ nodes: object[]; samples: number[] }>(
    operationsOf(on),
    "/profile?seconds=1",
  );
  expect(status).toBe(200);
  expect(headers.get("content-disposition")).toBe('attachment; filename="gw-1.cpuprofile"');
  expect(Object.keys(body)).toEqual(
    expect.arrayContaining(["nodes", "samples", "startTime", "endTime"]),
  );
  expect(body.nodes.length).toBeGreaterThan(1);
  expect(body.samples.length).toBeGreaterThan(1);
});

test("none is taken on the main port, under another host, or of one that is not on (OPERATIONS-1, PROFILE-1)", async () => {
  const foreign = requestText("GET /profile?seconds=1", { host: "evil.example" });
  const answers = {
    main: (await get(on, "/profile")).status,
    foreign: (await sendRaw(operationsOf(on), foreign)).status,
    wrong: (await get(operationsOf(on), "/profile?seconds=100")).body,
    off: (await get(operationsOf(off), "/profile")).body,
  };
  expect(answers).toEqual({
    main: 404,
    foreign: 421,
    wrong: expect.objectContaining({
      status: 400,
      code: "invalid-request",
      errors: [{ path: "seconds", message: expect.stringContaining("1 to 60") }],
    }),
    off: expect.objectContaining({
      status: 404,
      code: "not-found",
      detail: expect.stringContaining("OPERATIONS_PROFILE=on"),
    }),
  });
});

interface Profile {
  readonly nodes: readonly { readonly callFrame: { readonly url: string } }[];
}

/** The files in the profile of this thread. */
async function filesOf(url: string, thread: number): Promise<readonly string[]> {
  const path = `/profile?seconds=1&thread=${thread}`;
  const { status, body, headers } = await get<Profile>({ url }, path);
  const name = thread === 0 ? '"stops-stops-1.cpuprofile"' : `-thread-${thread}.`;
  expect({ thread, status, file: headers.get("content-disposition") }).toEqual({
    thread,
    status: 200,
    file: expect.stringContaining(name),
  });
  return body.nodes.map(({ callFrame }) => callFrame.url);
}

test("the threads of a running `stops` are named, and the profile of the one that searches has its engine (PROFILE-3)", async () => {
  const bidder = startProgram("bidders/main.ts", ["stops"], {
    ...environmentOf(broker, "stops"),
    INSTANCE: "stops-1",
    THREADS: "1",
    METRICS_PORT: "0",
    METRICS_PROFILE: "on",
  });
  await bidder.waitForOutput(/"url":"http:[^"]+".*"msg":"listening"/);
  const [, url = ""] = /"url":"(http:[^"]+)".*"msg":"listening"/.exec(bidder.stdout) ?? [];
  await bidder.waitForOutput(/bidder joined/);
  await rosterHas(on, ["stops"]);

  let isProfiled = false;
  const search = async () => {
    for (let day = 20; !isProfiled; day = 20 + ((day + 1) % 300)) {
      const slice = { origin: "LHR", destination: "SYD", departureDate: inDays(day) };
      await post(on, { ...flightSearch(), slices: [slice], policy: { deadlineMs: 10_000 } });
    }
  };
  const searching = search();
  const files = new Map<number, readonly string[]>();
  let threads: readonly number[];
  try {
    // On a busy machine the searching thread may be replaced meanwhile, by one of another number.
    threads = await until(async () => {
      files.clear();
      const { status, body } = await get<{ detail: string }>({ url }, "/profile?thread=999");
      const listed = [...body.detail.matchAll(/(\d+) \(/g)].map(([, id]) => Number(id));
      expect({ status, main: listed[0], more: listed.length > 1 }).toEqual({
        status: 400,
        main: 0,
        more: true,
      });
      for (const thread of listed) files.set(thread, await filesOf(url, thread));
      return listed;
    });
  } finally {
    isProfiled = true;
    await searching;
  }
  bidder.kill("SIGTERM");
  expect((await bidder.ended).code).toBe(0);
  // The main thread takes calls and sends bids; another one searches.
  const withEngine = threads.filter((thread) =>
    files.get(thread)?.some((file) => file.includes("/bidders/stops/engine/")),
  );
  expect({ isMain: withEngine.includes(0), searches: withEngine.length }).toEqual({
    isMain: false,
    searches: 1,
  });
});
