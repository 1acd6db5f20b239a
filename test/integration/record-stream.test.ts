/**
 * A record in a stream, end to end: a gateway makes the stream with its bounds and writes it, the
 * user `records` reads and verifies it, and other users are refused.
 */
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { jetstreamManager } from "@nats-io/jetstream";
import { nanos } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import { RECORD_STREAM, RECORDS_USER, recordReaderInbox } from "../../proto/subjects.ts";
import { EXIT } from "../../script/cli/failure.ts";
import { replayCommand } from "../../script/cli/replay.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, confWithSecondClient, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const STREAM = `nats:${RECORD_STREAM}`;
const SEARCHES = 3;
const BYTES_MAX = 33_554_432;
const HOURS_MAX = 2;

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

/** As this user of the broker would call it. */
async function replayAs(user: string): Promise<{ exit: number; printed: string }> {
  const environment = {
    NATS_URL: broker.url,
    NATS_USER: user,
    NATS_PASSWORD: broker.passwords[user],
  };
  const write = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
  try {
    const exit = await replayCommand([STREAM, "--verify", "--json"], "replay", environment);
    return { exit, printed: write.mock.calls.map(([text]) => String(text)).join("") };
  } finally {
    write.mockRestore();
  }
}

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

test("what a gateway records in a stream is read back and verified by the user 'records' alone", async () => {
  await expect(replayAs(RECORDS_USER)).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringMatching(
      /^the broker has no stream auction-records: a gateway with RECORD=nats:auction-records makes it/,
    ),
  });
  const gateway = await gatewayOn(broker, ["nonstop"], {
    ...{ RECORD: STREAM, RECORD_SHARE: "1" },
    ...{ RECORD_BYTES_MAX: `${BYTES_MAX}`, RECORD_HOURS_MAX: `${HOURS_MAX}` },
  });
  try {
    for (let i = 0; i < SEARCHES; i++) await post(gateway, flightSearch());
    const written = () => metric(gateway, "auction_records_total");
    await until(async () => (await written()) >= SEARCHES, { what: "all records", everyMs: 50 });
  } finally {
    await gateway.stop();
  }
  expect(await boundsOfStream()).toEqual({
    ...{ max_bytes: BYTES_MAX, max_age: nanos(HOURS_MAX * 3_600_000), discard: "old" },
  });
  const { exit, printed } = await replayAs(RECORDS_USER);
  const { auctions, verified } = JSON.parse(printed);
  expect({ exit, auctions, verified }).toEqual({
    ...{ exit: EXIT.done, auctions: SEARCHES },
    verified: { same: SEARCHES, other: 0, without: 0 },
  });
  await expect(replayAs("monitor")).rejects.toMatchObject({
    exitCode: EXIT.unreachable,
    message: expect.stringMatching(
      /\nA record in a stream may be read by the user 'records' of nats.conf/,
    ),
  });
});
