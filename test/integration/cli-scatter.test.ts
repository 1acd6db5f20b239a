/** The command `scatter` as users run it: its forms of output, its exit codes, and a terminal. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { whenFinished } from "../harness/gated-bidders.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { flightOffers, inDays } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { SkippingClock } from "../harness/skipping-clock.ts";
import { onTerminal } from "../harness/terminal.ts";

const DATE = inDays(30);
const SLICE = ["LHR", "JFK", DATE];
const offers: BidderScript = (call, reply) =>
  reply.offers(flightOffers(call.search, 2, { expiresAtMs: 4e12 }));

/** Of the gateway: a search runs for as long as a test lets it. */
const clock = new SkippingClock();
let broker: Broker;
let gateway: Gateway;
let bidders: { nonstop: ScriptedBidder; stops: ScriptedBidder };

beforeAll(async () => {
  broker = await startBroker();
  bidders = {
    nonstop: await scriptedBidder(broker, "nonstop", offers, { instance: "n1" }),
    stops: await scriptedBidder(broker, "stops", offers, { instance: "s1" }),
  };
  gateway = await gatewayOn(broker, ["nonstop", "stops"], {}, { clock });
});
afterAll(async () => {
  await gateway?.stop();
  await Promise.all(Object.values(bidders ?? {}).map((bidder) => bidder.stop()));
  await broker?.stop();
});
beforeEach(() => {
  bidders.nonstop.follow(offers);
  bidders.stops.follow(offers);
});

const scatter = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  startProgram("bin/scatter.js", args, { ...environmentOf(broker, "client"), ...more }).ended;

describe("exit codes (EXIT-1)", () => {
  test("0 offers; with a bidder missing too, where partial results are right", async () => {
    bidders.stops.follow(() => {});
    const { code } = await scatter(["search", ...SLICE, "--deadline", "2000"]);
    expect(code).toBe(0);
  });

  test("1 none", async () => {
    for (const bidder of Object.values(bidders)) bidder.follow((_call, reply) => reply.empty());
    expect((await scatter(["search", ...SLICE])).code).toBe(1);
    expect((await scatter(["search", ...SLICE, "--json"])).code).toBe(1);
  });

  test.each([
    [[], /one of these commands is needed/],
    [["frob"], /'frob' is no command of scatter; there are search, bidders/],
    [["search", "LHR"], /all three are needed/],
    [["bidders", "--watch", "0"], /must be a number of seconds from 1 to 3600/],
    [["doctor", "--url", "gateway"], /must look like http:\/\/127\.0\.0\.1:8080/],
    [["doctor", "--market", "LHR.*"], /must be two airports, such as LHR\.JFK/],
    [["doctor", "--conf", "/nowhere/nats.conf"], /\/nowhere\/nats\.conf cannot be read/],
    [["completion"], /missing required argument 'shell'/],
    [["completion", "tcsh"], /Allowed choices are bash, zsh, fish/],
    [["timetable"], /one of these is needed: import, export, show, coverage/],
    [["rates"], /missing required argument 'file'/],
    [["bench"], /^ {2}tail +what hedging is worth$/m],
  ])("2 asked wrongly: %j", async (args, words) => {
    const { code, stdout, stderr } = await scatter(args);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(words),
    });
  });

  test("3 no broker", async () => {
    const nowhere = { NATS_URL: "nats://127.0.0.1:1" };
    expect((await scatter(["search", ...SLICE], nowhere)).code).toBe(3);
    expect((await scatter(["bidders"], nowhere)).code).toBe(3);
  });

  test("4 partial, where that is not wanted; the result is printed all the same", async () => {
    bidders.stops.follow(() => {});
    const args = ["search", ...SLICE, "--deadline", "2000", "--fail-on-partial"];
    const { code, stdout } = await scatter(args);
    expect({ code, stdout }).toEqual({ code: 4, stdout: expect.stringMatching(/partial: stops/) });
    bidders.stops.follow(offers);
    expect((await scatter(["search", ...SLICE, "--fail-on-partial"])).code).toBe(0);
  });
});

describe("forms of output", () => {
  test("--ndjson: every event as it comes, the result last, and nothing on stderr", async () => {
    const { code, stdout, stderr } = await scatter(["search", ...SLICE, "--ndjson", "--explain"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map(
        (line) => JSON.parse(line) as { type: string } & Record<string, { itineraries: unknown[] }>,
      );
    const types = lines.map(({ type }) => type);
    expect({ first: types[0], last: types.slice(-2) }).toEqual({
      first: "opened",
      last: ["result", "explanation"],
    });
    expect(types.filter((type) => type === "bid")).toHaveLength(2);
    expect(lines.at(-2)?.["result"]?.itineraries.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toHaveProperty(line.type);
  });

  test("--ndjson of a calendar", async () => {
    const days = `${DATE}..${inDays(31)}`;
    const args = ["search", "LHR", "JFK", days, "--calendar", "--ndjson"];
    const { stdout, stderr } = await scatter(args);
    const types = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect({ stderr, first: types[0], last: types.at(-1) }).toEqual({
      stderr: "",
      first: "opened",
      last: "result",
    });
  });

  test.each([60, 80, 120])("%d columns: no line is wider", async (columns) => {
    const { stdout } = await scatter(["search", ...SLICE], { COLUMNS: String(columns) });
    const wide = stdout.split("\n").filter((line) => [...line].length > columns);
    expect({ wide, seller: /BA \(nonstop\)/.test(stdout) }).toEqual({ wide: [], seller: true });
  });

  test("--sellers: all sellers of an itinerary, else the cheapest", async () => {
    const folded = await scatter(["search", ...SLICE], { COLUMNS: "160" });
    expect(folded.stdout).toMatch(/BA \(nonstop\), and 1 more$/m);
    const all = await scatter(["search", ...SLICE, "--sellers"], { COLUMNS: "160" });
    expect(all.stdout).toMatch(/USD {2}BA \(nonstop\)\n +[\d.]+ USD {2}BA \(stops\)$/m);
  });

  test("--version and --help", async () => {
    const [version, help, search] = await Promise.all([
      scatter(["--version"]),
      scatter(["--help"]),
      scatter(["search", "--help"]),
    ]);
    expect({ code: version.code, text: version.stdout }).toEqual({
      code: 0,
      text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect({ code: help.code, text: help.stdout }).toEqual({
      code: 0,
      text: expect.stringMatching(/search.*bidders.*Examples:.*Exit codes/s),
    });
    expect({ code: search.code, text: search.stdout }).toEqual({
      code: 0,
      text: expect.stringMatching(/Usage: scatter search.*Examples:.*Exit codes/s),
    });
  });
});

describe("scatter auction", () => {
  const NATS = { MATCH: /^nonstop +>.*● *\| +answered$/m };
  const idOf = async () => {
    const { stdout } = await scatter(["search", ...SLICE, "--json"]);
    return (JSON.parse(stdout) as { searchId: string }).searchId;
  };

  test("over NATS and over HTTP it is the same: the lanes, the bids, and why it ended", async () => {
    const id = await idOf();
    const overNats = await scatter(["auction", id]);
    expect(overNats).toMatchObject({ code: 0, stderr: "" });
    expect(overNats.stdout).toMatch(NATS.MATCH);
    expect(overNats.stdout).toMatch(/^stops +>.*answered$/m);
    expect(overNats.stdout).toMatch(/^ *[\d.]+ ms +nonstop +final +2 .* n1$/m);
    const url = ["--url", gateway.url];
    const overHttp = await scatter(["auction", id, ...url], { NATS_URL: "nats://127.0.0.1:1" });
    expect(overHttp).toEqual(overNats);
    const json = await scatter(["auction", id, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ searchId: id, endedBy: "complete" });
  });

  test("1: no gateway keeps it", async () => {
    const gone = { code: 1, stdout: "", stderr: /no gateway keeps the search AAAAAAAAAAAAAAAA/ };
    for (const url of [[], ["--url", gateway.url]]) {
      const { code, stdout, stderr } = await scatter(["auction", "AAAAAAAAAAAAAAAA", ...url]);
      expect({ code, stdout, stderr }).toEqual({
        ...gone,
        stderr: expect.stringMatching(gone.stderr),
      });
    }
  });

  test("2: what is no id, or no address; 3: nobody is there", async () => {
    expect((await scatter(["auction", "a b"])).code).toBe(2);
    expect((await scatter(["auction", "abc", "--url", "here"])).code).toBe(2);
    const nobody = await scatter(["auction", "abc", "--url", "http://127.0.0.1:1"]);
    expect(nobody).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^no gateway answers at http:\/\/127\.0\.0\.1:1: /),
    });
  });
});

describe("scatter itineraries", () => {
  test("over NATS and over HTTP it is the same: pages, filters and facets", async () => {
    const found = await scatter(["search", ...SLICE, "--json"]);
    const { searchId } = JSON.parse(found.stdout) as { searchId: string };
    const both = async (...options: string[]) => {
      const args = ["itineraries", searchId, ...options];
      const overNats = await scatter(args);
      const nowhere = { NATS_URL: "nats://127.0.0.1:1" };
      expect(await scatter([...args, "--url", gateway.url], nowhere)).toEqual(overNats);
      return overNats;
    };
    const first = await both("--limit", "1", "--facets", "--sort", "price");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/^1 of 2 itineraries, by price$/m);
    expect(first.stdout).toMatch(/^stops\n {2}0: 2 from 512\.34 USD$/m);
    const [, after = ""] = /--after (\S+)/.exec(first.stdout) ?? [];
    const second = await both("--limit", "1", "--sort", "price", "--after", after, "--json");
    expect(JSON.parse(second.stdout)).toMatchObject({
      total: 2,
      itineraries: [{ price: { amount: 51_334 } }],
      next: null,
    });
    const cheap = await scatter(["itineraries", searchId, "--max-price", "512.34", "--json"]);
    expect(JSON.parse(cheap.stdout)).toMatchObject({ total: 1 });
    expect(await both("--stops", "3")).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^no itineraries: none of this search passes$/m),
    });
    expect(await both("--stops", "9", "--carriers", "b")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--carriers +must be codes of airlines/),
    });
    expect((await scatter(["itineraries", searchId, "--max-price", "much"])).code).toBe(2);
    expect((await scatter(["itineraries", "AAAAAAAAAAAAAAAA"])).code).toBe(1);
  });
});

describe("scatter search --detach, state and cancel", () => {
  const gate = Promise.withResolvers<void>();
  const nowhere = { NATS_URL: "nats://127.0.0.1:1" };
  const begin = async (...options: string[]) => {
    const { code, stdout, stderr } = await scatter(["search", ...SLICE, "--detach", ...options]);
    const [id = ""] = stdout.split("\n");
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^[\w-]{16}\n$/),
      stderr: expect.stringContaining(`scatter state ${id} --wait 10000`),
    });
    return id;
  };
  const both = async (...args: string[]) => {
    const [overNats, overHttp] = await Promise.all([
      scatter(args),
      scatter([...args, "--url", gateway.url], nowhere),
    ]);
    expect(overHttp).toEqual(overNats);
    return overNats;
  };

  afterEach(() => clock.goOn());
  afterAll(() => gate.resolve());

  test("while it runs, and after it was cancelled: over NATS and HTTP the same", async () => {
    bidders.stops.follow(() => gate.promise);
    clock.hold();
    const id = await begin();
    await whenFinished(gateway, `/v1/searches/${id}`, "nonstop");
    const running = await both("state", id);
    expect(running).toMatchObject({ code: 0, stderr: "" });
    expect(running.stdout).toMatch(/^nonstop {2}answered .* 2 offers$/m);
    expect(running.stdout).toMatch(new RegExp(`: still out: stops · search ${id}$`, "m"));
    const done = { code: 0, stdout: "", stderr: expect.stringContaining("does not run any more") };
    expect(await scatter(["cancel", id])).toMatchObject(done);
    clock.goOn();
    expect(await both("cancel", id)).toMatchObject(done);
    const ended = await both("state", id, "--wait", "10000", "--fail-on-partial", "--json");
    expect({ code: ended.code, state: JSON.parse(ended.stdout) }).toMatchObject({
      code: 4,
      state: { state: "ended", endedBy: "cancelled", partial: true },
    });
    expect((await scatter(["state", id])).stdout).toMatch(/^ended by cancelled after /m);
  });

  test("4: it has ended without a result, since a partial one was refused", async () => {
    bidders.stops.follow(() => gate.promise);
    clock.hold();
    const id = await begin("--refuse-partial");
    await whenFinished(gateway, `/v1/searches/${id}`, "nonstop");
    clock.goOn();
    clock.skip(20_000);
    expect(await both("state", id, "--wait", "10000")).toMatchObject({
      code: 4,
      stdout: "",
      stderr: expect.stringMatching(/stops/),
    });
  });

  test("what is asked wrongly, is not kept, or is not there", async () => {
    for (const command of ["state", "cancel"]) {
      expect(await both(command, "AAAAAAAAAAAAAAAA")).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/no gateway keeps the search AAAAAAAAAAAAAAAA/),
      });
      const [noId, nobody] = await Promise.all([
        scatter([command, "a b"]),
        scatter([command, "abc", "--url", "http://127.0.0.1:1"]),
      ]);
      expect({ noId: noId.code, nobody: nobody.code }).toEqual({ noId: 2, nobody: 3 });
    }
    const [wait, place] = await Promise.all([
      scatter(["state", "abc", "--wait", "99999"]),
      scatter(["search", "LHR", "QQQ", DATE, "--detach"]),
    ]);
    expect(wait).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--wait +must be a whole/),
    });
    expect(place).toMatchObject({ code: 2, stdout: "" });
    expect(place.stderr).toMatch(/^ +DESTINATION /m);
  });
});

describe("on a terminal", () => {
  const environment = () => environmentOf(broker, "client");

  test("bars that are drawn in their place, and colours; the table fits", async () => {
    const { code, written } = await onTerminal(
      "bin/scatter.js",
      ["search", ...SLICE],
      environment(),
      60,
    );
    expect(code).toBe(0);
    expect(written).toContain("\u001b[2A\r\u001b[J");
    expect(written).toContain("nonstop  \u001b[32m█");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is drawn has sequences of ours
    const lines = written.replaceAll(/\u001b\[[\d;]*[A-Za-z]|\r/g, "").split("\n");
    expect(lines.filter((line) => [...line].length > 60)).toEqual([]);
    expect(lines.some((line) => /^# +price +date +times +duration +stops$/.test(line))).toBe(true);
  });

  test("NO_COLOR: bars and tables without colours", async () => {
    const { written } = await onTerminal(
      "bin/scatter.js",
      ["search", ...SLICE],
      { ...environment(), NO_COLOR: "1" },
      80,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for colours
    expect(written.match(/\u001b\[[\d;]*m/g)).toBeNull();
    expect(written).toContain("\u001b[2A\r\u001b[J");
  });

  test("a terminal without a cursor that moves gets lines", async () => {
    const dumb = { ...environment(), TERM: "dumb", NO_COLOR: "1" };
    const { written } = await onTerminal("bin/scatter.js", ["search", ...SLICE], dumb, 80);
    expect(written).not.toContain("\u001b");
    expect(written).toMatch(/^nonstop {2}answered/m);
  });
});

describe("scatter bidders --watch", () => {
  const watch = (...args: string[]) =>
    startProgram(
      "bin/scatter.js",
      ["bidders", "--watch", "1", ...args],
      environmentOf(broker, "monitor"),
    );

  test("the roster again and again until Ctrl-C, which ends it with 0", async () => {
    const program = watch();
    await program.waitForOutput(/bidder.*n1.*s1.*bidder.*n1.*s1/s);
    program.kill("SIGINT");
    expect((await program.ended).code).toBe(0);
  });

  test("--json: a line each time", async () => {
    const program = watch("--json");
    await program.waitForOutput(/\n.*\n/);
    program.kill("SIGINT");
    const { code, stdout } = await program.ended;
    const kinds = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { bidders: unknown[] }).bidders.length);
    expect({ code, kinds: [...new Set(kinds)] }).toEqual({ code: 0, kinds: [2] });
  });
});

test("npm start -- --help prints help and starts nothing; other arguments are refused", async () => {
  const help = await startProgram("script/start.ts", ["--help"], {}).ended;
  expect(help).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^npm start\n/),
  });
  const wrong = await startProgram("script/start.ts", ["--port", "9000"], {}).ended;
  expect(wrong).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("npm start takes no arguments, and got '--port 9000'"),
  });
});
