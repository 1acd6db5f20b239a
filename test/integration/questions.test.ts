/**
 * Every question of `questions.json`, asked at both doors of a gateway over the real broker: what
 * each bidder hears of it, and what the caller is answered. `nonstop` and `partners` are on the
 * kit, `partners` takes params; `stops` answers by the wire alone. A question needs no code:
 *
 * `ask` are fields of the search beside its slices. `answers`: what a bidder answers in place of an
 * offer. `hears`: fields of what a bidder is asked, null where one must be absent; "nothing" where
 * it is not asked. In `expect`, `reasons` and the messages of `errors` are parts of texts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { z } from "zod";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import type { Search } from "../../bidders/kit/bidder.ts";
import type { Gateway } from "../../gateway/app.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { AuctionError } from "../../proto/errors.ts";
import { ENDED_BY, type FlightSearch, OUTCOMES } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const BIDDERS = ["nonstop", "partners", "stops"] as const;
const bidder = z.enum(BIDDERS);
const answer = z.enum(["offers", "empty", "failed", "silent"]);
const HEARD = ["passengers", "market", "locale", "bidders", "params"] as const;
const heard = z.partialRecord(z.enum(HEARD), z.unknown());
const question = z.strictObject({
  name: z.string(),
  why: z.string().min(20),
  ask: z.record(z.string(), z.unknown()),
  answers: z.partialRecord(bidder, answer).default({}),
  hears: z.partialRecord(bidder, z.union([heard, z.literal("nothing")])).default({}),
  expect: z.strictObject({
    status: z.int(),
    code: z.string().optional(),
    errors: z.array(z.tuple([z.string(), z.string()])).optional(),
    endedBy: z.enum(ENDED_BY).optional(),
    partial: z.boolean().optional(),
    outcomes: z.partialRecord(bidder, z.enum(OUTCOMES)).optional(),
    reasons: z.partialRecord(bidder, z.string()).optional(),
    sellers: z.array(bidder).optional(),
  }),
});
type Question = z.infer<typeof question>;
type Answer = z.infer<typeof answer>;
type Heard = Partial<Record<(typeof HEARD)[number], unknown>>;

const { theme, scenarios } = z
  .strictObject({ theme: z.string(), scenarios: z.array(question) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "questions.json"), "utf8")));

/** Long enough for a busy machine, where a question states no deadline. */
const PATIENT_MS = 8_000;
const AMOUNTS = { nonstop: 51_000, partners: 40_000, stops: 62_000 };

let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let old: ScriptedBidder;
const apps: BidderApp[] = [];
const calls = new Map<string, Heard>();
let answers: Question["answers"] = {};

const offersOf = (kind: keyof typeof AMOUNTS, search: FlightSearch) =>
  flightOffers(search, 1, { amount: AMOUNTS[kind], number: AMOUNTS[kind] / 1_000 });
const answerOf = (kind: keyof typeof AMOUNTS): Answer => answers[kind] ?? "offers";

const search =
  (kind: "nonstop" | "partners"): Search =>
  async (request, { params, signal }) => {
    calls.set(kind, { ...request, params });
    const its = answerOf(kind);
    if (its === "failed") throw new Error("the test wants it to fail");
    if (its === "silent")
      await new Promise((_, reject) => signal.addEventListener("abort", reject, { once: true }));
    return its === "empty" ? [] : offersOf(kind, request);
  };

async function startOnKit(kind: "nonstop" | "partners"): Promise<void> {
  const config = {
    kind,
    instance: `${kind}-1`,
    markets: ["*.*"],
    concurrencyMax: null,
    queueMax: 64,
    offersMax: 100,
    drainMs: 5_000,
    logLevel: "silent" as const,
    broker: broker.credentials(kind),
    settings: {},
  };
  const params = kind === "partners" ? { params: z.strictObject({ code: z.string() }) } : {};
  apps.push(await startBidder(config, { module: { search: search(kind), ...params } }));
}

beforeAll(async () => {
  broker = await startBroker();
  await Promise.all([startOnKit("nonstop"), startOnKit("partners")]);
  old = await scriptedBidder(broker, "stops", (call, reply) => {
    calls.set("stops", { ...call.search, params: call.params });
    const its = answerOf("stops");
    if (its === "offers") reply.offers(offersOf("stops", call.search));
    else if (its !== "silent") reply.bid({ status: its });
  });
  gateway = await gatewayOn(broker, BIDDERS);
  client = await clientOn(broker);
  // Names are checked once the roster has had the time of a probe.
  await until(
    async () => (await post(gateway, asked({ bidders: { only: ["rail"] } }))).status === 400,
    {
      what: "a roster that is known",
    },
  );
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await Promise.all([...apps.map((app) => app.stop()), old?.stop()]);
  await broker?.stop();
});

beforeEach(() => calls.clear());

const asked = (more: Question["ask"]) => ({
  slices: flightSearch().slices,
  sort: "price",
  ...more,
  policy: { deadlineMs: PATIENT_MS, ...(more["policy"] as object | undefined) },
});

/** What both doors answer alike: a result, or a problem. */
interface Answered {
  readonly code?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly endedBy?: string;
  readonly partial?: boolean;
  readonly bidders?: readonly { bidder: string; outcome: string; reason: string | null }[];
  readonly itineraries?: readonly { readonly sellers: readonly { readonly bidder: string }[] }[];
}

/** With HTTP's status, which its code has. */
async function atNats(request: object): Promise<{ status: number; body: Answered }> {
  try {
    return {
      status: 200,
      body: await new SearchClient(client, { takeWithinMs: 5_000 }).search(request),
    };
  } catch (thrown) {
    const { status, code, faults, partial } = AuctionError.from(thrown, "internal");
    return { status, body: { code, errors: faults, ...partial } };
  }
}

const DOORS = {
  HTTP: (request: object) => post<Answered>(gateway, request),
  NATS: atNats,
};

describe.each(Object.entries(DOORS))(`${theme}: %s`, (_door, askThere) => {
  test.each(scenarios.map((one) => [one.name, one] as const))("%s", async (_name, one) => {
    answers = one.answers;
    const { status, body } = await askThere(asked(one.ask));
    const { errors, reasons = {}, outcomes, sellers, ...plain } = one.expect;
    expect({ status, ...body }).toMatchObject(plain);
    if (errors !== undefined)
      expect(body.errors).toEqual(
        errors.map(([path, part]) => ({ path, message: expect.stringContaining(part) })),
      );
    const reports = body.bidders ?? [];
    if (outcomes !== undefined)
      expect(Object.fromEntries(reports.map((its) => [its.bidder, its.outcome]))).toEqual(outcomes);
    for (const [name, part] of Object.entries(reasons))
      expect(reports.find((its) => its.bidder === name)?.reason).toContain(part);
    const sold = (body.itineraries ?? []).flatMap((its) => its.sellers.map((s) => s.bidder));
    if (sellers !== undefined) expect(sold.sort()).toEqual(sellers);
    for (const [name, expected] of Object.entries(one.hears)) expectHeard(name, expected);
  });
});

function expectHeard(name: string, expected: Question["hears"][keyof Question["hears"]]): void {
  const its = calls.get(name);
  if (expected === "nothing" || expected === undefined) {
    expect({ [name]: its }).toEqual({ [name]: undefined });
    return;
  }
  const fields = Object.keys(expected) as (keyof Heard)[];
  const actual = Object.fromEntries(fields.map((field) => [field, its?.[field] ?? null]));
  expect({ [name]: its === undefined ? "nothing" : actual }).toEqual({ [name]: expected });
}
