/**
 * `scatter conformance` beside bidders that keep the protocol, which are ours and both examples,
 * and beside bidders of which each has one fault. Of those that keep it, what may stay
 * `not-checked` is named: a run that sees little does not pass.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import { type Sandbox, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import { CHECKS } from "../../script/conformance/catalogue.ts";
import {
  type ConformanceRun,
  type ExamineOptions,
  examineBidder,
} from "../../script/conformance/examine-bidder.ts";
import { type BareBroker, startBareBroker } from "../harness/bare-broker.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { type BidderFault, FAULTS, faultyBidder } from "../harness/faulty-bidder.ts";
import { flightOffers } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { confWithShuttle } from "../harness/shuttle-conf.ts";

const ALL = new Set(CHECKS.map(({ id }) => id));
/** What comes at all comes in time, on a machine that many load. */
const PATIENT_MS = 30_000;

type Credentials = Parameters<typeof connect>[0];

/** As the user of a gateway. */
async function examined(
  broker: Credentials,
  kind: string,
  options: Partial<ExamineOptions> = {},
): Promise<ConformanceRun> {
  const connection = await connect(broker, {
    ...{ name: "conformance", onStatus: () => {}, waitOnFirstConnect: true },
  });
  try {
    return await examineBidder(connection, {
      ...{ kind, instance: null, markets: [], checks: ALL, drain: false },
      ...{ slackMs: PATIENT_MS, waitMs: PATIENT_MS, gateway: `conf-${kind}` },
      ...{ signal: new AbortController().signal, onAbsent: () => {} },
      ...options,
    });
  } finally {
    await connection.close();
  }
}

function idsOf({ checks }: ConformanceRun, state: string): string[] {
  return checks.filter(({ verdict }) => verdict.state === state).map(({ id }) => id);
}

/** Without those that a bidder may be too fast to show. */
const openIn = (ids: readonly string[]) => ids.filter((id) => !/^(cancel|hedge)$/.test(id));

/** Without the bytes, of which some are a megabyte: a failure would print a line for each. */
const whatFailed = ({ checks }: ConformanceRun) =>
  checks
    .filter(({ verdict }) => verdict.state === "failed")
    .map(({ verdict, ...check }) => ({ ...check, verdict: { ...verdict, bytes: null } }));

describe("bidders that keep the protocol", () => {
  let folder: string;
  let broker: Broker;
  let sandbox: Sandbox;
  const bidders: BidderApp[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conformance-"));
    // Two users are those of examples: one as its README says, one as a copy of `nonstop`.
    const conf = confWithShuttle();
    const block = /^ {4}\{\n {6}user: "nonstop"[\s\S]*?^ {4}\}\n/m.exec(conf)?.[0] ?? "";
    const copy = block.replaceAll("nonstop", "example").replaceAll("NONSTOP", "EXAMPLE");
    broker = await startBroker(conf.replace(block, () => block + copy));
    const inventory = {
      find: async (search: Parameters<typeof flightOffers>[0]) =>
        flightOffers(search, 12, { currency: "GBP" }),
      close: async () => {},
    };
    sandbox = await startSandbox(SANDBOX_DEFAULTS, { inventory });
    const PARTNERS = join(folder, "partners.json");
    // A call with a short budget asks each seller for several days at once: on a slow machine all
    // time out, which by default is enough not to ask it for a while.
    const breaker = { faults: 1_000, trialAfterMs: 0 };
    const partners = sandbox.partners.map((one) => ({ ...one, breaker }));
    await writeFile(PARTNERS, JSON.stringify(partners));
    for (const kind of ["nonstop", "stops", "partners"]) {
      const environment = { ...environmentOf(broker, kind), LOG_LEVEL: "silent", PARTNERS };
      bidders.push(await startBidder(await readConfig(environment, kind)));
    }
  });
  afterAll(async () => {
    await Promise.all(bidders.map((bidder) => bidder.stop()));
    await sandbox?.stop();
    await broker?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(["nonstop", "stops", "partners"])("%s", async (kind) => {
    const run = await examined(broker.credentials("gateway"), kind, { drain: true });
    expect({ failed: whatFailed(run), isLost: run.isLost }).toEqual({ failed: [], isLost: false });
    // What a fast search or a made-up seller does not show may stay open, and no more than that.
    const open = idsOf(run, "not-checked").filter(
      (id) => !/^(cancel|hedge|floors|price)$/.test(id),
    );
    expect({ open }).toEqual({ open: ["hedge-other", "market-not-served"] });
  });

  test("the example in TypeScript", async () => {
    // The market in which it sells: of another one its offers cannot be seen.
    const running = examined(broker.credentials("gateway"), "shuttle", {
      drain: true,
      markets: ["SIN.KUL"],
    });
    const bidder = startProgram(
      "examples/bidder-typescript/main.ts",
      [],
      environmentOf(broker, "shuttle"),
    );
    const run = await running;
    expect({ failed: whatFailed(run), open: openIn(idsOf(run, "not-checked")) }).toEqual({
      ...{ failed: [], open: ["floors", "hedge-other", "market-not-served", "price"] },
    });
    const { code, stderr } = await bidder.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("the example in plain JavaScript, by the command (CONFORMS-1)", async () => {
    const command = startProgram(
      "bin/scatter.js",
      ["conformance", "--kind", "example", "--wait", "300", "--slack", "30000", "--json"],
      environmentOf(broker, "gateway"),
    );
    await command.waitForErrors(/waiting for 'example' to start/);
    const bidder = startProgram(
      "examples/bidder-javascript/bidder.js",
      [],
      environmentOf(broker, "example"),
    );
    const { code, stdout } = await command.ended;
    const { checks, counts } = JSON.parse(stdout) as {
      readonly checks: readonly { readonly id: string; readonly state: string }[];
      readonly counts: { readonly failed: number };
    };
    const failed = checks.filter(({ state }) => state === "failed");
    expect({ code, failed, counted: counts.failed }).toEqual({ code: 0, failed: [], counted: 0 });
    // It has no floors, no prices and no rates of its own, does not know for whom a call is, and is
    // not asked to drain. All else is seen.
    const open = checks.filter(({ state }) => state === "not-checked").map(({ id }) => id);
    expect({ open: openIn(open) }).toEqual({
      open: ["floors", "hedge-other", "not-asked", "rates-id", "price", "drain"],
    });
    await bidder.end();
  });
});

describe("on a broker without rights", () => {
  let broker: BareBroker;
  let runs: ReadonlyMap<BidderFault, ConformanceRun>;
  const brokerOf = ({ url }: BareBroker): Credentials => ({ url, credentials: { kind: "none" } });
  beforeAll(async () => {
    broker = await startBareBroker();
    runs = await examineAll();
  });
  afterAll(() => broker?.stop());

  test("a bidder of two instances without a fault passes every check (CONFORM-1)", async () => {
    const started = [
      await faultyBidder(broker.url, "sound", "i-1", null),
      await faultyBidder(broker.url, "sound", "i-2", null),
    ];
    const run = await examined(brokerOf(broker), "sound", { drain: true });
    expect({ failed: whatFailed(run), open: idsOf(run, "not-checked") }).toEqual({
      ...{ failed: [], open: [] },
    });
    await Promise.all(started.map((bidder) => bidder.stop()));
  });

  /** Of these the suite must wait for what never comes, or comes late. */
  const SILENT: ReadonlySet<BidderFault> = new Set([
    ...(["sends no final bid", "ignores cancels", "ignores a short budget"] as const),
    ...(["bids to the bare inbox", "bids under another name", "answers no STATS"] as const),
    ...(["drops its call when it drains", "sends what is no bid"] as const),
  ]);

  const names = Object.keys(FAULTS) as BidderFault[];
  /** All at once: each mostly waits. */
  async function examineAll(): Promise<ReadonlyMap<BidderFault, ConformanceRun>> {
    const all = names.map(async (fault, i) => {
      const kind = `faulty-${i}`;
      const running = examined(brokerOf(broker), kind, {
        ...{ drain: /drain|left|joins/.test(fault) },
        ...(SILENT.has(fault) ? { slackMs: 1_000, checks: new Set<string>(FAULTS[fault]) } : {}),
      });
      const bidder = await faultyBidder(broker.url, kind, "i-1", fault);
      const run = await running;
      await bidder.stop();
      return [fault, run] as const;
    });
    return new Map(await Promise.all(all));
  }

  test.each(names)("a bidder that %s fails the checks of that, and no other", (fault) => {
    const run = runs.get(fault) as ConformanceRun;
    const wanted = new Set<string>(FAULTS[fault]);
    const others = whatFailed(run).filter(({ id }) => !wanted.has(id));
    expect(others).toEqual([]);
    expect(idsOf(run, "failed").sort()).toEqual([...wanted].sort());
    for (const { verdict, where } of whatFailed(run)) {
      expect(verdict).toMatchObject({
        expected: expect.stringMatching(/\w/),
        came: expect.stringMatching(/\w/),
      });
      expect(where).toMatch(/^docs\/wire-protocol\.md#[a-z-]+$/);
    }
  });
});
