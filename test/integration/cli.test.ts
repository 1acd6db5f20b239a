/**
 * The command line as users run it: real processes, against a real gateway on a real broker, with
 * scripted bidders.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { freePort } from "../../script/broker/port.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, confWithSecondClient, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightOffer, flightOffers, flightSearch, inDays } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { withoutOfferIds } from "../harness/without-offer-ids.ts";

const DATE = inDays(30);
const nonstop: BidderScript = (call, reply) =>
  reply.offers(flightOffers(call.search, 2, { modelled: true, expiresAtMs: 4e12 }));
const stops: BidderScript = (call, reply) =>
  reply.offers([
    flightOffer(call.search, {
      carrier: "LH",
      number: 900,
      stops: 1,
      departs: "18:10",
      durationMinutes: 700,
      expiresAtMs: 4e12,
    }),
  ]);

describe("with a gateway", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidders: { nonstop: ScriptedBidder; stops: ScriptedBidder };

  beforeAll(async () => {
    broker = await startBroker(confWithSecondClient());
    bidders = {
      nonstop: await scriptedBidder(broker, "nonstop", nonstop, {
        instance: "n1",
        price: ({ offer }, answer) => answer({ status: "offer", offer }),
      }),
      stops: await scriptedBidder(broker, "stops", stops, { instance: "s1", market: "LHR.*" }),
    };
    gateway = await gatewayOn(broker, ["nonstop", "stops"], { AUCTION_DEADLINE_MS: "10000" });
  });

  afterAll(async () => {
    await gateway?.stop();
    await Promise.all(Object.values(bidders ?? {}).map((bidder) => bidder.stop()));
    await broker?.stop();
  });

  beforeEach(() => {
    bidders.nonstop.follow(nonstop);
    bidders.stops.follow(stops);
  });

  const search = (...args: string[]) =>
    startProgram("script/search.ts", args, { ...environmentOf(broker, "client"), COLUMNS: "120" });

  test("a line on stderr when each bidder has answered; the table and why the auction ended on stdout", async () => {
    const gate = Promise.withResolvers<void>();
    bidders.stops.follow(async (call, reply) => {
      await gate.promise;
      await stops(call, reply);
    });
    const command = search("lhr", "JFK", DATE, "--deadline", "10000");
    await command.waitForErrors(/^nonstop {2}answered +[\d.]+ ms +2 offers$/m);
    expect({ running: command.running, stdout: command.stdout }).toEqual({
      running: true,
      stdout: "",
    });
    expect(command.stderr).toMatch(/^asked 2 bidders, for 10000 ms at most: nonstop, stops\n/);
    expect(command.stderr).not.toMatch(/^stops /m);
    gate.resolve();
    const { code, stdout, stderr } = await command.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^stops {4}answered +[\d.]+ ms +1 offer$/m);
    const day = "[A-Z][a-z]{2} [ \\d]\\d [A-Z][a-z]{2}";
    expect(stdout).toMatch(
      new RegExp(
        `^1 +512\\.34 USD +${day} +08:30 → \\d\\d:05 +7h35 +0 +BA100 +BA \\(nonstop\\) \\*$`,
        "m",
      ),
    );
    expect(stdout).toMatch(
      new RegExp(
        `${day} +18:10 → \\d\\d:50 \\+1 +11h40 +1 AMS +LH900 \\+ LH901 +LH \\(stops\\)$`,
        "m",
      ),
    );
    expect(stdout.replaceAll("\n", " ")).toMatch(
      /ended by complete after [\d.]+ ms of 10 s: all bidders answered; nothing is missing · search \S{16} $/,
    );
    // Not a terminal: no colours, and no cursor that moves.
    expect(stdout + stderr).not.toContain("\u001b");
  });

  test("EXPLAIN-2, OFFERNATS-1: --explain prints what bidders left out by rule, and --price what an offer costs now", async () => {
    bidders.nonstop.follow((call, reply) => {
      const notes = [{ reason: "sold-out", count: 7, text: "flights without seats" }];
      reply.offers(
        flightOffers(call.search, 2, { expiresAtMs: 4e12 }),
        call.search.explain === true ? { notes } : {},
      );
    });
    const args = ["LHR", "JFK", DATE, "--explain", "--price", "1"];
    const { code, stdout, stderr } = await search(...args).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) as unknown });
    expect(stdout).toMatch(/^nonstop left out:\n {5}7 {2}flights without seats$/m);
    expect(stdout).toMatch(
      /^1, sold by BA \(nonstop answered in \d+ ms\): still 512\.34 USD, until 20\S+Z$/m,
    );
    const json = await search(...args, "--json").ended;
    expect(JSON.parse(json.stdout)).toMatchObject({
      explanation: { bidders: [{ bidder: "nonstop", notes: [{ count: 7 }] }, { notes: [] }] },
      price: { outcome: "same", bidder: "nonstop" },
    });
    const first = await search("LHR", "JFK", DATE, "--explain", "1").ended;
    expect({ code: first.code }).toEqual({ code: 0 });
    expect(first.stdout).toMatch(/^1: BA100-\S+ costs [\d.,]+ USD = 512\.34 USD price \+ /m);
    const third = await search("LHR", "JFK", DATE, "--price", "9").ended;
    expect(third).toMatchObject({ code: 2, stderr: expect.stringContaining("--price 9: ") });
  });

  test("--json: stdout is the result and nothing else, as HTTP gives it", async () => {
    const { code, stdout, stderr } = await search(
      "LHR",
      "JFK",
      DATE,
      "--json",
      "--currency",
      "EUR",
      "--max-results",
      "2",
    ).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const result = JSON.parse(stdout) as SearchResult;
    const { body } = await post<SearchResult>(
      gateway,
      flightSearch({ currency: "EUR", maxResults: 2 }),
    );
    expect(Object.keys(result)).toEqual(Object.keys(body));
    expect(withoutOfferIds(result.itineraries)).toEqual(withoutOfferIds(body.itineraries));
    expect(result.bidders.map(({ latencyMs: _, ...report }) => report)).toEqual(
      body.bidders.map(({ latencyMs: _, ...report }) => report),
    );
  });

  test("every option reaches the bidders", async () => {
    const options =
      "--return RETURN --adults 2 --children 1 --infants 1 --cabin business --sort price --currency EUR --max-stops 1";
    const more =
      "--self-transfer --similar --max-results 3 --deadline 7000 --quorum 2 --required nonstop,stops";
    const args = `LHR JFK ${DATE} ${options} ${more} --json`
      .replace("RETURN", inDays(37))
      .split(" ");
    expect((await search(...args).ended).code).toBe(0);
    expect(bidders.nonstop.calls.at(-1)?.search).toEqual({
      slices: [
        { origin: "LHR", destination: "JFK", departureDate: DATE },
        { origin: "JFK", destination: "LHR", departureDate: inDays(37) },
      ],
      passengers: { adults: 2, children: 1, infants: 1 },
      cabin: "business",
      sort: "price",
      currency: "EUR",
      maxStops: 1,
      maxResults: 3,
      selfTransfer: true,
      similar: true,
      policy: { deadlineMs: 7_000, quorum: 2, required: ["nonstop", "stops"] },
    });
  });

  describe("--calendar", () => {
    const days = [30, 31, 32].map((ahead) => inDays(ahead));
    const range = `${days[0]}..${days[2]}`;

    /** A final bid says by its floors, one for each cell, that its bidder knows calendars. */
    const known = (cells: number) => ({ cellFloors: new Array<number>(cells).fill(0) });
    const nothing = (cells: number): BidderScript => {
      return (_call, reply) => reply.bid({ status: "empty", ...known(cells) });
    };

    /** Offers on the first two days, of which the second is cheaper. */
    const twoDays: BidderScript = (call, reply) =>
      reply.offers(
        [40_000, 26_710].map((amount, i) =>
          flightOffer(call.search, { amount, day: days[i] as string, expiresAtMs: 4e12 }),
        ),
        known(3),
      );

    test("the days as a heat map, with what is known of each, and progress beside it", async () => {
      bidders.nonstop.follow(twoDays);
      bidders.stops.follow(nothing(3));
      const { code, stdout, stderr } = await search("lhr", "JFK", range, "--calendar").ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.anything() as unknown });
      expect(stderr).toMatch(/^asked 2 bidders, for \d+ m?s at most: nonstop, stops\n/);
      expect(stderr).toMatch(/^nonstop {2}answered .*2 offers$/m);
      expect(stdout).toMatch(
        /^LHR–JFK\n\n[A-Z][a-z]+ 20\d\d\n +Mon +Tue +Wed +Thu +Fri +Sat +Sun\n/,
      );
      expect(stdout.match(/400\.00|267\.10\*|–(?= *(?:\n|$))/g)).toHaveLength(3);
      expect(stdout).toMatch(/^cheapest: 267\.10 USD by BA \(nonstop\) on [A-Z][a-z]{2} \d/m);
      expect(stdout).toMatch(/^ {2}BA100-LHRJFK-\d{8}T0830$/m);
      expect(stdout).toMatch(/^stops {4}empty/m);
      expect(stdout).toMatch(/^ended by complete after /m);
      expect(`${stdout}${stderr}`).not.toContain("\u001b");
      expect(bidders.nonstop.calls.at(-1)?.search).toMatchObject({
        calendar: true,
        slices: [{ departureDate: days[0], departureDates: { from: days[0], to: days[2] } }],
      });
    });

    test("who has not answered is named, in the cells that it leaves open", async () => {
      bidders.nonstop.follow(twoDays);
      bidders.stops.follow(() => {});
      const args = ["LHR", "JFK", range, "--calendar", "--deadline", "2000"];
      const { code, stdout } = await search(...args).ended;
      expect(code).toBe(0);
      expect(stdout.match(/\?400\.00|\?267\.10\*/g)).toHaveLength(2);
      expect(stdout).toMatch(/\? {2}unanswered by stops: a price is the lowest so far/);
      expect(stdout).toMatch(/partial: stops\s+did\s+not reply in time \(silent\)/);
    });

    test("--json is the result alone; nights and limits reach the bidders", async () => {
      bidders.nonstop.follow(nothing(6));
      bidders.stops.follow(nothing(6));
      const more = ["--nights", "5-6", "--max-stops", "1", "--return-depart", "06:00-12:00"];
      const { code, stdout, stderr } = await search(
        ...["LHR", "JFK", range, "--calendar", "--json", ...more],
      ).ended;
      expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
      const { cells } = JSON.parse(stdout) as { cells: { state: string; price: null }[] };
      expect(cells).toHaveLength(6);
      expect(cells[0]).toMatchObject({ nights: 5, state: "exact", price: null });
      const asked = bidders.nonstop.calls.at(-1)?.search;
      expect(asked).toMatchObject({ maxStops: 1, limits: { stayNights: { min: 5, max: 6 } } });
      expect(asked?.slices[1]?.departure).toEqual({ fromMinute: 360, toMinute: 720 });
    });

    test("what the gateway refuses is told with its place", async () => {
      const { code, stdout, stderr } = await search("LHR", "JFK", "2026-13", "--calendar").ended;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^ {2}DATE +must be a month, such as 2026-12$/m);
    });
  });

  test("the limits reach the bidders, with alliances as their members and money exactly", async () => {
    const windows =
      "--depart 06:00-12:00 --arrive 22:00-02:00 --return-depart 17:00-21:30 --return-arrive 05:00-11:00";
    const connections =
      "--carriers BA,oneworld --not-carriers IB --by operating --via dub --max-layover 240 --no-overnight";
    const fares =
      "--max-price 900.50 --max-duration 600 --bags 1 --cabin-bags 1 --changeable --refundable";
    const args = `LHR JFK ${DATE} --return ${inDays(37)} ${windows} ${connections} ${fares} --json`;
    const { code, stderr } = await search(...args.split(" ")).ended;
    // No scripted offer is within them.
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const asked = bidders.nonstop.calls.at(-1)?.search;
    expect(asked?.slices.map(({ departure, arrival }) => ({ departure, arrival }))).toEqual([
      {
        departure: { fromMinute: 360, toMinute: 720 },
        arrival: { fromMinute: 1320, toMinute: 120 },
      },
      {
        departure: { fromMinute: 1020, toMinute: 1290 },
        arrival: { fromMinute: 300, toMinute: 660 },
      },
    ]);
    expect(asked?.limits).toEqual({
      carriers: {
        only: expect.arrayContaining(["BA", "AA", "QF"]) as unknown,
        except: ["IB"],
        by: "operating",
      },
      via: { only: ["DUB"] },
      maxLayoverMinutes: 240,
      noOvernightLayover: true,
      maxPrice: 90_050,
      maxDurationMinutes: 600,
      bags: { checked: 1, cabin: 1 },
      changeable: true,
      refundable: true,
    });
  });

  test("many cities", async () => {
    const { code, stdout } = await search(
      "LHR",
      "JFK",
      DATE,
      "--slice",
      `JFK-SFO-${inDays(33)}`,
      "--slice",
      `SFO-LHR-${inDays(35)}`,
    ).ended;
    expect(code).toBe(0);
    expect(
      bidders.nonstop.calls
        .at(-1)
        ?.search.slices.map(({ origin, destination }) => origin + destination),
    ).toEqual(["LHRJFK", "JFKSFO", "SFOLHR"]);
    expect(stdout).toMatch(/ BA100 .*\n.* BA1100\n.* BA2100\n/);
  });

  test("a silent bidder is named, and the result is partial; an empty result is stated", async () => {
    bidders.nonstop.follow((_call, reply) => reply.empty());
    bidders.stops.follow(() => {});
    const { code, stdout, stderr } = await search("LHR", "JFK", DATE, "--deadline", "2000").ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^stops {4}silent +– +0 offers {2}nothing had come from it/m);
    expect(stdout).toMatch(/^no itineraries: nothing was offered for this search$/m);
    expect(stdout).toMatch(
      /^ended by deadline after .*: the time was up; partial:\s+stops\s+did\s+not\s+reply/m,
    );
    const refused = await search("LHR", "JFK", DATE, "--deadline", "2000", "--refuse-partial")
      .ended;
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 4, stdout: "" });
  });

  test("a bidder's text cannot control the terminal", async () => {
    bidders.stops.follow((_call, reply) => reply.declined("\u001b[2Jgone\u202e\n"));
    const { stdout, stderr } = await search("LHR", "JFK", DATE).ended;
    expect(stderr).toMatch(/^stops +declined .*\\x1b\[2Jgone\\u202e/m);
    const json = await search("LHR", "JFK", DATE, "--json").ended;
    expect(json.stdout).toContain("gone\\u202e");
    for (const obeyed of ["\u001b", "\u202e"])
      expect(stdout + stderr + json.stdout).not.toContain(obeyed);
  });

  test("a search that cannot be run: exit 2, every fault with its path and what would be right, stdout empty", async () => {
    const args = [
      "LHR",
      "QQQ",
      "2027-02-29",
      "--adults",
      "0",
      "--children",
      "some",
      "--sort",
      "luck",
      "--deadline",
      "1",
      "--json",
    ];
    const { code, stdout, stderr } = await search(...args).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([
      "this search cannot be run:",
      expect.stringMatching(/^ {2}--adults +must be a whole number from 1 to 9$/),
      expect.stringMatching(/^ {2}--children +must be a whole number from 0 to 8$/),
      expect.stringMatching(/^ {2}--deadline +must be a whole number from 50 to 10000$/),
      expect.stringMatching(/^ {2}DATE +2027-02-29 is not a day of the calendar$/),
      expect.stringMatching(/^ {2}DESTINATION +no airport or city has the code QQQ$/),
      expect.stringMatching(/^ {2}--sort +must be one of best, price, duration$/),
    ]);
  });

  test("names of places are those of the page, and are said on stderr (ASKPLACE-1)", async () => {
    const { code, stdout, stderr } = await search("Heathrow", "New York", DATE, "--json").ended;
    expect({ code, isResult: stdout.startsWith("{") }).toEqual({ code: 0, isResult: true });
    expect(stderr).toBe("ORIGIN: London (LHR)\nDESTINATION: New York (NYC, all)\n");
  });

  test.each<[string, string[], RegExp]>([
    ["an unknown option", ["LHR", "JFK", DATE, "--frob"], /unknown option '--frob'/],
    ["half a slice", ["LHR"], /ORIGIN DESTINATION DATE +all three are needed/],
    [
      "a name of two cities",
      ["Birmingham", "JFK", DATE],
      /ORIGIN +'Birmingham' may be one of several places; give its code:\n +BHX .*\n +BHM /,
    ],
    ["too many words", ["LHR", "JFK", DATE, "again"], /too many arguments/],
  ])("%s: exit 2, and --help is pointed to", async (_what, args, words) => {
    const { code, stdout, stderr } = await search(...args).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(words);
    expect(stderr).toContain("--help");
  });

  test("--help prints the usage, and exits 0", async () => {
    const { code, stdout } = await search("--help").ended;
    expect(code).toBe(0);
    expect(stdout).toContain("--slice <FROM-TO-DATE>");
  });

  test("as another user who searches, with an inbox of its own", async () => {
    const environment = environmentOf(broker, "client-shop");
    const { code, stdout, stderr } = await startProgram(
      "script/search.ts",
      ["LHR", "JFK", DATE, "--json"],
      environment,
    ).ended;
    expect({ code, stderr, endedBy: (JSON.parse(stdout) as SearchResult).endedBy }).toEqual({
      code: 0,
      stderr: "",
      endedBy: "complete",
    });
  });

  test("with the wrong user the error names the right one: exit 3", async () => {
    const { code, stderr } = await startProgram(
      "script/search.ts",
      ["LHR", "JFK", DATE],
      environmentOf(broker, "monitor"),
    ).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/the broker refuses: .*connect as the user 'client'/);
  });

  test("a wrong password is reported: exit 3", async () => {
    const environment = { ...environmentOf(broker, "client"), NATS_PASSWORD: "wrong" };
    const { code, stderr } = await startProgram(
      "script/search.ts",
      ["LHR", "JFK", DATE],
      environment,
    ).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/as 'client': Authorization Violation/i);
  });

  test("the roster: every instance, with the state that it reports", async () => {
    const second = await scriptedBidder(broker, "stops", stops, {
      instance: "s2",
      market: "LHR.*",
    });
    const bidders = (...args: string[]) =>
      startProgram("script/bidders.ts", args, {
        ...environmentOf(broker, "monitor"),
        COLUMNS: "160",
      }).ended;
    const [shown, json] = await Promise.all([bidders(), bidders("--json")]);
    await second.stop();
    expect({
      codeShown: shown.code,
      stderrShown: shown.stderr,
      codeOfJson: json.code,
      stderrOfJson: json.stderr,
    }).toEqual({ codeShown: 0, stderrShown: "", codeOfJson: 0, stderrOfJson: "" });
    expect(shown.stdout).toMatch(
      /^nonstop +n1 +0\.0\.1 +\*\.\* .*\nstops +s1 +0\.0\.1 +LHR\.\* .*\n +s2 +0\.0\.1 +LHR\.\* /m,
    );
    expect(JSON.parse(json.stdout)).toEqual({
      bidders: [
        {
          bidder: "nonstop",
          instances: [
            expect.objectContaining({
              id: "n1",
              version: "0.0.1",
              markets: ["*.*"],
              requests: 0,
              errors: 0,
            }),
          ],
        },
        {
          bidder: "stops",
          instances: [
            expect.objectContaining({ id: "s1", markets: ["LHR.*"] }),
            expect.objectContaining({ id: "s2" }),
          ],
        },
      ],
    });
  });
});

describe("when something is not there", () => {
  test("no gateway, no bidder: each is stated", async () => {
    const broker = await startBroker();
    const [search, bidders] = await Promise.all([
      startProgram("script/search.ts", ["LHR", "JFK", DATE], environmentOf(broker, "client")).ended,
      startProgram("script/bidders.ts", [], environmentOf(broker, "monitor")).ended,
    ]).finally(broker.stop);
    expect(search).toEqual({
      code: 3,
      signal: null,
      stdout: "",
      stderr: "no gateway is running on this broker; npm start starts one\n",
    });
    expect(bidders).toEqual({
      code: 1,
      signal: null,
      stdout: expect.stringMatching(/^no bidder is on this broker; /),
      stderr: "",
    });
  });

  test.each([
    ["script/search.ts", ["LHR", "JFK", DATE]],
    ["script/bidders.ts", []],
  ])("%s without a broker: exit 3, with the address that was tried", async (script, args) => {
    const url = `nats://127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await startProgram(script, args, { NATS_URL: url }).ended;
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(
      `cannot connect to a broker at ${url} as a user without credentials: `,
    );
  });

  test("an environment with mistakes: exit 2, all of them", async () => {
    const { code, stderr } = await startProgram("script/search.ts", ["LHR", "JFK", DATE], {
      NATS_URL: "http://x",
      NATS_PASSWORD: "y",
    }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/NATS_URL +'http:\/\/x' must look like/);
    expect(stderr).toMatch(/NATS_USER +is not set/);
  });
});
