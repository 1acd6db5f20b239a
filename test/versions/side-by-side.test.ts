/**
 * Old and new versions beside each other on this broker with this nats.conf, as they are while an
 * upgrade or a way back lasts: the bidders of the previous release with this gateway, and the
 * reverse.
 *
 * Which directions are supported, and from which commit on, is in DIRECTIONS. What breaks one is in
 * CHANGELOG.md under "Breaks", with the order of the upgrade.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Broker, startBroker } from "../harness/broker.ts";
import { type GatewayAddress, gatewayOn, get, instancesAre, post } from "../harness/gateway.ts";
import { inDays } from "../harness/offers.ts";
import {
  isSince,
  previousRelease,
  type ReleaseTree,
  releaseTree,
} from "../harness/previous-release.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";

const DIRECTIONS = {
  /** The oldest that was tried. Its offers have whole bodies, which gateways still read. */
  "its bidders, this gateway": "80fd30d9dc6f",
  /** Before it, gateways cannot read compact bodies: they are updated before the bidders. */
  "these bidders, its gateway": "cdfea5bbf03e",
} as const;

const KINDS = ["nonstop", "stops", "partners"] as const;
const ROOT = `${import.meta.dirname}/../..`;
/** Long: processes that have just started, on a machine with other work. */
const DEADLINE_MS = 9_000;

const release = previousRelease();
let broker: Broker;
let tree: ReleaseTree;
const programs: Program[] = [];

beforeAll(async () => {
  if ("missing" in release) return;
  [broker, tree] = await Promise.all([startBroker(), releaseTree(release)]);
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.end()));
  await broker?.stop();
  await tree?.[Symbol.asyncDispose]();
});

/** `partners` has no sellers: its answers are empty. */
function startBidders(folder: string, suffix: string): string[] {
  return KINDS.map((kind) => {
    const instance = `${kind}-${suffix}`;
    const environment = { ...environmentOf(broker, kind), INSTANCE: instance };
    programs.push(startProgram(`${folder}/bidders/main.ts`, [kind], environment));
    return instance;
  });
}

async function endAll(): Promise<void> {
  await Promise.all(programs.splice(0).map((program) => program.end()));
}

interface Result {
  readonly endedBy: string;
  readonly bidders: readonly { readonly bidder: string; readonly outcome: string }[];
  readonly itineraries: readonly { readonly sellers: readonly { readonly bidder: string }[] }[];
}

/** A return search, as a caller of the gateway sees it. */
async function expectWhole(gateway: GatewayAddress): Promise<void> {
  const slices = [
    { origin: "LHR", destination: "JFK", departureDate: inDays(40) },
    { origin: "JFK", destination: "LHR", departureDate: inDays(47) },
  ];
  const search = { slices, maxResults: 50, policy: { deadlineMs: DEADLINE_MS } };
  const { status, body } = await post<Result>(gateway, search);
  expect({
    status,
    endedBy: body.endedBy,
    outcomes: Object.fromEntries(body.bidders.map(({ bidder, outcome }) => [bidder, outcome])),
    sellers: new Set(body.itineraries.flatMap(({ sellers }) => sellers.map((one) => one.bidder))),
  }).toEqual({
    status: 200,
    endedBy: expect.stringMatching(/^(complete|settled)$/),
    outcomes: { nonstop: "answered", stops: "answered", partners: "empty" },
    sellers: new Set(["nonstop", "stops"]),
  });
}

const name = "missing" in release ? release.missing : release.name;

describe(`beside ${name}`, () => {
  const supported = (direction: keyof typeof DIRECTIONS) =>
    "missing" in release || !isSince(release, DIRECTIONS[direction]) ? test.skip : test;

  supported("its bidders, this gateway")("its bidders answer this gateway", async () => {
    const instances = startBidders(tree.folder, "old");
    const gateway = await gatewayOn(broker, KINDS, { PLAUSIBILITY: "on" });
    try {
      await instancesAre(gateway, instances);
      await expectWhole(gateway);
    } finally {
      await gateway.stop();
      await endAll();
    }
  });

  supported("these bidders, its gateway")("its gateway reads these bidders", async () => {
    const instances = startBidders(ROOT, "new");
    const environment = { ...environmentOf(broker, "gateway"), PORT: "0" };
    const gateway = startProgram(`${tree.folder}/gateway/main.ts`, [], environment);
    programs.push(gateway);
    await gateway.waitForOutput(/"url":"http:[^"]+"/);
    const [, url = ""] = /"url":"(http:[^"]+)"/.exec(gateway.stdout) ?? [];
    await instancesAre({ url }, instances);
    await expectWhole({ url });
    const { body } = await get<{ readonly ready: boolean }>({ url }, "/ready");
    expect(body).toMatchObject({ ready: true });
    await endAll();
  });
});
