/**
 * The record of a gateway when its disk is full, its stream is full, or its stream is away:
 * auctions go on, what is not recorded is counted with its reason, and the record goes on when it
 * can.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DiscardPolicy, jetstream } from "@nats-io/jetstream";
import { connect } from "../../common/runtime/connect.ts";
import { type RecordFault, readRecords } from "../../gateway/recording/read-records.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { GATEWAY_INBOX, RECORD_STREAM, recordSubjects } from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { metric, startGatewayProcess } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { startTcpProxy, type TcpProxy } from "../harness/tcp-proxy.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let proxy: TcpProxy;
let nonstop: ScriptedBidder;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "record-"));
  broker = await startBroker();
  proxy = await startTcpProxy(broker.url);
  nonstop = await scriptedBidder(
    broker,
    "nonstop",
    (call, reply) => reply.offers(flightOffers(call.search, 3)),
    { instance: "n1" },
  );
});

afterAll(async () => {
  await nonstop?.stop();
  await proxy?.stop();
  await broker?.stop();
  rmSync(folder, { recursive: true });
});

const POLICY = { deadlineMs: 5_000, quorum: null, required: ["nonstop"] };
const RECORDED = "auction_records_total";
const dropped = (reason: string) => `auction_records_dropped_total{reason="${reason}"}`;

/** Searches until the metric has grown: each of them is answered whole. */
async function searchUntil(
  gateway: { readonly url: string },
  name: string,
  atOnce = 1,
): Promise<void> {
  const before = await metric(gateway, name);
  const search = async () => {
    const { body } = await post<SearchResult>(gateway, flightSearch({ policy: POLICY }));
    return `${body.endedBy} ${body.itineraries.length}`;
  };
  let after = before;
  await until(
    async () => {
      const ends = await Promise.all(Array.from({ length: atOnce }, search));
      if (ends.some((end) => end !== "complete 3")) throw new Error(`a search ended: ${ends}`);
      after = await metric(gateway, name);
      return after > before;
    },
    { what: name, everyMs: 50 },
  );
}

async function recordIn(source: string) {
  const faults: RecordFault[] = [];
  let auctions = 0;
  for await (const { endedBy } of readRecords(source, (fault) => faults.push(fault)))
    if (endedBy === "complete") auctions++;
  return { auctions, faults };
}

test("RECORDFILE-2 a full disk drops what does not fit, and the files have whole blocks alone", async () => {
  const gateway = await startGatewayProcess(broker, ["n1"], { RECORD: folder, RECORD_SHARE: "1" });
  // The limit of a file's size is the kernel's own: a write beyond it is cut, as on a full disk.
  const limit = (bytes: string) =>
    execFileSync("prlimit", [`--fsize=${bytes}:`, "--pid", String(gateway.program.pid)]);
  await searchUntil(gateway, RECORDED);
  limit("3000");
  await searchUntil(gateway, dropped("full"), 20);
  limit("unlimited");
  await searchUntil(gateway, RECORDED);
  gateway.program.kill("SIGTERM");
  expect((await gateway.program.ended).code).toBe(0);
  const { auctions, faults } = await recordIn(folder);
  expect(auctions).toBeGreaterThan(1);
  expect(faults).toEqual([]);
});

test("a stream that hangs, and one that is full, drop what cannot be written", async () => {
  // An operator's stream, which refuses what is new instead of deleting what is old.
  const operator = await connect(broker.credentials("gateway"), {
    name: "operator",
    inboxPrefix: GATEWAY_INBOX,
    onStatus: () => {},
  });
  const { streams } = await jetstream(operator, { checkAPI: false }).jetstreamManager();
  const subjects = [recordSubjects(RECORD_STREAM)];
  const full = { discard: DiscardPolicy.New, max_bytes: 100_000 };
  await streams.add({ name: RECORD_STREAM, subjects, ...full });
  await operator.close();

  const gateway = await gatewayOn(broker, ["nonstop"], {
    ...{ RECORD: `nats:${RECORD_STREAM}`, RECORD_SHARE: "1", RECORD_BYTES_MAX: "16777216" },
    NATS_URL: proxy.url,
  });
  try {
    await searchUntil(gateway, RECORDED);
    proxy.hang(/record/);
    await searchUntil(gateway, dropped("away"));
    proxy.heal();
    await searchUntil(gateway, RECORDED);
    await searchUntil(gateway, dropped("full"), 40);
  } finally {
    await gateway.stop();
  }
});
