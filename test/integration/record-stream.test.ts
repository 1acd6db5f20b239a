/**
 * A record in a stream, end to end: a gateway makes the stream with its bounds and writes it, the
 * user `records` reads it by each command that takes a stream, and other users are refused.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { jetstreamManager } from "@nats-io/jetstream";
import { nanos } from "nats";
import type { Environment } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import type { Gateway } from "../../gateway/app.ts";
import { RECORD_STREAM, RECORDS_USER, recordReaderInbox } from "../../proto/subjects.ts";
import { experimentCommand } from "../../script/cli/experiment.ts";
import { EXIT, type ExitCode } from "../../script/cli/failure.ts";
import { replayCommand } from "../../script/cli/replay.ts";
import { tuneCommand } from "../../script/cli/tune.ts";
import type { ExperimentReport } from "../../script/experiment/report.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, confWithSecondClient, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch, PATIENT_MS } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const STREAM = `nats:${RECORD_STREAM}`;
const SEARCHES = 3;
const BYTES_MAX = 33_554_432;
const HOURS_MAX = 2;
const ARM = "patient-arm";
const POLICIES = {
  policies: { patient: { deadlineMs: PATIENT_MS } },
  experiment: { name: "patience", arms: [{ name: ARM, policy: "patient", share: 10_000 }] },
};

let broker: Broker;
let nonstop: ScriptedBidder;

beforeAll(async () => {
  // With the user who reads records, as the comments of nats.conf describe.
  broker = await startBroker(confWithSecondClient());
  nonstop = await scriptedBidder(
    broker,
    "nonstop",
    (call, reply) => reply.offers(flightOffers(call.search, 3)),
    { instance: "n1" },
  );
});
afterAll(async () => {
  await nonstop?.stop();
  await broker?.stop();
});

type StreamCommand = (
  args: readonly string[],
  name: string,
  environment: Environment,
) => Promise<ExitCode>;

/** A command that prints JSON, as this user of the broker would call it. */
async function asUser(user: string, command: StreamCommand, ...args: readonly string[]) {
  const environment = {
    NATS_URL: broker.url,
    NATS_USER: user,
    NATS_PASSWORD: broker.passwords[user],
  };
  const write = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
  try {
    const exit = await command([...args, "--json"], "scatter", environment);
    const printed = write.mock.calls.map(([text]) => String(text)).join("");
    return { exit, its: JSON.parse(printed) };
  } finally {
    write.mockRestore();
  }
}

type Call = readonly [command: StreamCommand, ...args: string[]];
const REPLAY: Call = [replayCommand, STREAM, "--verify"];
const TUNE: Call = [tuneCommand, STREAM, "--budget-regret", "100%"];
const REPORT: Call = [experimentCommand, "report", STREAM];

async function boundsOfStream() {
  const nats = await connect(broker.credentials(RECORDS_USER), {
    name: "reader",
    inboxPrefix: recordReaderInbox(RECORDS_USER),
    onStatus: () => {},
  });
  try {
    const { streams } = await jetstreamManager(nats, { checkAPI: false });
    const { max_bytes, max_age, discard } = (await streams.info(RECORD_STREAM)).config;
    return { max_bytes, max_age, discard };
  } finally {
    await nats.close();
  }
}

/** A gateway that records all, in an experiment with one arm for all searches. */
const recordingGateway = (policies: string) =>
  gatewayOn(broker, ["nonstop"], {
    ...{ RECORD: STREAM, RECORD_SHARE: "1", POLICIES_FILE: policies },
    ...{ RECORD_BYTES_MAX: `${BYTES_MAX}`, RECORD_HOURS_MAX: `${HOURS_MAX}` },
  });

async function record(gateway: Gateway): Promise<void> {
  for (let i = 0; i < SEARCHES; i++) await post(gateway, flightSearch());
  const written = () => metric(gateway, "auction_records_total");
  await until(async () => (await written()) >= SEARCHES, { what: "all records", everyMs: 50 });
}

test("what a gateway records in a stream is read by the user 'records' alone: replay verifies it, tune and the report of an experiment have all of it", async () => {
  for (const call of [REPLAY, TUNE, REPORT])
    await expect(asUser(RECORDS_USER, ...call)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringMatching(
        /^the broker has no stream auction-records: a gateway with RECORD=nats:auction-records makes it/,
      ),
    });
  const folder = mkdtempSync(join(tmpdir(), "record-stream-"));
  const policies = join(folder, "policies.json");
  writeFileSync(policies, JSON.stringify(POLICIES));
  const gateway = await recordingGateway(policies);
  try {
    await record(gateway);
  } finally {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  }
  expect(await boundsOfStream()).toEqual({
    ...{ max_bytes: BYTES_MAX, max_age: nanos(HOURS_MAX * 3_600_000), discard: "old" },
  });

  const { exit, its } = await asUser(RECORDS_USER, ...REPLAY);
  expect({ exit, auctions: its.auctions, verified: its.verified }).toEqual({
    ...{ exit: EXIT.done, auctions: SEARCHES },
    verified: { same: SEARCHES, other: 0, without: 0 },
  });
  const tuned = await asUser(RECORDS_USER, ...TUNE);
  expect({ exit: tuned.exit, auctions: tuned.its.auctions, offered: tuned.its.offered }).toEqual({
    ...{ exit: EXIT.done, auctions: SEARCHES, offered: SEARCHES },
  });
  const reported = await asUser(RECORDS_USER, ...REPORT);
  expect({ exit: reported.exit, arms: armsOf(reported.its) }).toEqual({
    ...{ exit: EXIT.done, arms: { control: 0, [ARM]: SEARCHES } },
  });
  for (const call of [REPLAY, TUNE, REPORT])
    await expect(asUser("monitor", ...call)).rejects.toMatchObject({
      exitCode: EXIT.unreachable,
      message: expect.stringMatching(
        /\nA record in a stream may be read by the user 'records' of nats.conf/,
      ),
    });
});

const armsOf = ({ arms }: Pick<ExperimentReport, "arms">) =>
  Object.fromEntries(arms.map(({ arm, auctions }) => [arm, auctions]));
