/**
 * Two regions, each with a broker of its own and joined by gateways of NATS: the configuration of
 * docs/scaling.md beside all of the nats.conf that ships.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { bidSubject } from "../../proto/subjects.ts";
import { freePort } from "../../script/broker/port.ts";
import { NATS_CONF } from "../../script/broker/users.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startLocalBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch, PATIENT_MS } from "../harness/offers.ts";
import { startTcpProxy, type TcpProxy } from "../harness/tcp-proxy.ts";
import { until } from "../harness/until.ts";

const DOCUMENT = join(import.meta.dirname, "..", "..", "docs", "scaling.md");
const ANY = /(?:)/;

type Region = "EU" | "NA";
const REGIONS: readonly Region[] = ["EU", "NA"];

const stops: (() => Promise<unknown>)[] = [];
const links = {} as Record<Region, TcpProxy>;
const brokers = {} as Record<Region, Broker>;
const gateways = {} as Record<Region, Gateway>;
const nonstop = {} as Record<Region, ScriptedBidder>;
let partners: ScriptedBidder;
const answersAt =
  (amount: number): BidderScript =>
  ({ search: asked }, reply) =>
    reply.offers(flightOffers(asked, 1, { amount }));
/** What the brokers of each region send to the other, in order. */
let crossed = "";

/** The block of docs/scaling.md for a region, with addresses of this machine. */
function pieceFor(region: Region, ports: Record<"cluster" | "gateway", number>): string {
  const [, piece = ""] =
    /^```conf\n(server_name:.*?)^```$/ms.exec(readFileSync(DOCUMENT, "utf8")) ?? [];
  const its = region.toLowerCase();
  const named = piece
    .replaceAll(/^( *)(server_name|name): "EU"/gm, `$1$2: "${region}"`)
    .replace('server_name: "eu-1"', `server_name: "${its}-1"`)
    .replace('advertise: "eu-1', `advertise: "${its}-1`)
    .replaceAll("$NATS_REGION_PASSWORD", "password-of-the-regions")
    .replaceAll("127.0.0.1:6222", `127.0.0.1:${ports.cluster}`)
    .replaceAll("0.0.0.0:7222", `127.0.0.1:${ports.gateway}`);
  return REGIONS.reduce(
    (text, one) =>
      text.replaceAll(`${one.toLowerCase()}-1.example.org:7222`, new URL(links[one].url).host),
    named,
  );
}

beforeAll(async () => {
  const ports = {} as Record<Region, Record<"cluster" | "gateway", number>>;
  for (const region of REGIONS) {
    ports[region] = { cluster: await freePort(), gateway: await freePort() };
    links[region] = await startTcpProxy(`nats://127.0.0.1:${ports[region].gateway}`, (data) => {
      crossed += data.toString("latin1");
    });
    stops.push(() => links[region].stop());
  }
  const conf = readFileSync(NATS_CONF, "utf8");
  for (const region of REGIONS) {
    const broker = await startLocalBroker(`${conf}\n${pieceFor(region, ports[region])}`);
    stops.push(() => broker.stop());
    brokers[region] = broker;
  }
  for (const region of REGIONS) {
    const bidder = await scriptedBidder(brokers[region], "nonstop", answersAt(30_000), {
      instance: `nonstop-${region}`,
    });
    stops.push(() => bidder.kill());
    nonstop[region] = bidder;
  }
  partners = await scriptedBidder(brokers.NA, "partners", answersAt(20_000), {
    market: "LHR.JFK",
  });
  stops.push(() => partners.kill());
  for (const region of REGIONS) {
    gateways[region] = await gatewayOn(brokers[region], ["nonstop", "partners"], {
      GATEWAY_ID: `gw-${region}`,
      AUCTION_REQUIRED: "",
      HEDGE_PERCENT: "0",
    });
    stops.push(() => gateways[region].stop());
  }
});

afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A search at the gateway of a region. The destination tells the calls apart. */
async function search(region: Region, destination: string, policy: object = {}) {
  const [slice] = flightSearch().slices;
  const { body } = await post<SearchResult>(gateways[region], {
    ...flightSearch(),
    slices: [{ ...slice, destination }],
    policy: { deadlineMs: PATIENT_MS, required: [], ...policy },
  });
  return {
    endedBy: body.endedBy,
    partial: body.partial,
    outcomes: Object.fromEntries(body.bidders.map((one) => [one.bidder, one.outcome])),
  };
}

const BOTH = {
  endedBy: "complete",
  partial: false,
  outcomes: { nonstop: "answered", partners: "answered" },
};
const NONSTOP_ALONE = { endedBy: "complete", partial: false, outcomes: { nonstop: "answered" } };

/** How often each instance of `nonstop` was called for this market. */
function callsTo(destination: string): Record<Region, number> {
  const of = (region: Region) =>
    nonstop[region].calls.filter(({ search: { slices } }) => slices[0]?.destination === destination)
      .length;
  return { EU: of("EU"), NA: of("NA") };
}

/** Which calls for this market have crossed between the regions, by their queue groups. */
function crossings(destination: string): string[] {
  const calls = crossed.matchAll(/^RMSG \$G auction\.flights\.LHR\.(\w+) ([^\r]*)\r$/gm);
  return Array.from(calls).flatMap(([, to, groups = ""]) =>
    to === destination ? [/partners|nonstop/.exec(groups)?.[0] ?? groups] : [],
  );
}

test("a search in each region has the bidders of both, each kind by the instance of its own region", async () => {
  for (const region of REGIONS) expect(await search(region, "JFK")).toMatchObject(BOTH);
  expect({ toEu: await manyAt("EU", "AMS"), toNa: await manyAt("NA", "BOS") }).toEqual({
    toEu: { EU: 5, NA: 0 },
    toNa: { EU: 0, NA: 5 },
  });
});

async function manyAt(region: Region, destination: string): Promise<Record<Region, number>> {
  for (let i = 0; i < 5; i++)
    expect(await search(region, destination)).toMatchObject(NONSTOP_ALONE);
  return callsTo(destination);
}

test("a call crosses for a kind that is subscribed beyond, and otherwise not", async () => {
  // Until a broker has told the other what is subscribed there, it is sent everything once.
  const found = await until(
    async () => {
      crossed = "";
      // `nonstop` is subscribed beyond as well, and has an instance here.
      expect(await search("EU", "CDG")).toMatchObject(NONSTOP_ALONE);
      expect(await search("EU", "JFK")).toMatchObject(BOTH);
      // The bytes of the first call passed before those of the second.
      const calls = { cdg: crossings("CDG"), jfk: crossings("JFK") };
      return calls.cdg.length === 0 && calls.jfk.length > 0 && calls;
    },
    { what: "a call that crosses, and one that does not" },
  );
  expect(found).toEqual({ cdg: [], jfk: ["partners"] });
});

test("a bid in another's name is refused by the broker of its region, and none crosses", async () => {
  const before = partners.refusals.length;
  let forged = "";
  partners.follow((call, reply) => {
    forged = bidSubject(reply.inbox, "nonstop", "nonstop-NA");
    reply.raw(Buffer.from("forged"), { subject: forged });
    reply.offers(flightOffers(call.search, 1, { amount: 20_000 }));
  });
  crossed = "";
  expect(await search("EU", "JFK")).toMatchObject(BOTH);
  await until(() => partners.refusals.length > before, { what: "a refusal of the forged bid" });
  expect({ why: partners.refusals.at(-1), crossed: crossed.includes(` ${forged} `) }).toEqual({
    why: expect.stringContaining(`"${forged}"`),
    crossed: false,
  });
  partners.follow(answersAt(20_000));
});

test("while the link is cut, each region has its own bidders and names who is absent", async () => {
  const required = { required: ["partners"] };
  for (const region of REGIONS) links[region].hang(ANY);
  const short = { ...required, deadlineMs: 1_000 };
  await until(async () => (await search("EU", "JFK", short)).outcomes["partners"] === "absent", {
    what: "a search that knows that the far bidder is gone",
  });
  expect({
    eu: await search("EU", "JFK", required),
    na: await search("NA", "JFK", required),
  }).toMatchObject({
    eu: {
      endedBy: "complete",
      partial: true,
      outcomes: { nonstop: "answered", partners: "absent" },
    },
    na: BOTH,
  });
});

test("when the link is back, both regions are one again", async () => {
  for (const region of REGIONS) links[region].heal();
  const whole = await until(
    async () => {
      const found = await search("EU", "JFK");
      return found.outcomes["partners"] === "answered" && found;
    },
    { what: "a search with the far bidder" },
  );
  expect(whole).toMatchObject(BOTH);
});

test("a kind whose instance here is gone is served by the one beyond", async () => {
  await nonstop.EU.kill();
  const served = await until(
    async () => {
      const found = await search("EU", "LAX", { deadlineMs: 2_000 });
      return found.outcomes["nonstop"] === "answered" && found;
    },
    { what: "a search that the other region's instance answers" },
  );
  expect({ served, calls: callsTo("LAX").NA > 0, crossed: crossings("LAX")[0] }).toMatchObject({
    served: NONSTOP_ALONE,
    calls: true,
    crossed: "nonstop",
  });
});
