/**
 * The project as a package: packed, installed into a project outside of this repository, and run
 * there on a real broker (PACKAGE-1, PACKAGE-2).
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import type { SearchResult } from "../../proto/messages.ts";
import {
  MARKET_PROGRAM,
  PLAIN_BIDDER,
  THREAD_PROGRAM,
  TYPESCRIPT_PROGRAM,
  WRONG_PROGRAM,
} from "../fixtures/package/programs.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { type GatewayAddress, get, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, inDays } from "../harness/offers.ts";
import { type OutsideProject, outsideProject } from "../harness/outside-project.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { confWithShuttle } from "../harness/shuttle-conf.ts";
import { until } from "../harness/until.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const DATE = inDays(40);
/** Of the package, compressed. It is 1.7 MB, with the timetable, the airports and the page. */
const PACKED_BYTES_MAX = 2_500_000;
const SELLERS_OFFERS = 12;

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Coverage {
  readonly timetables: readonly { readonly summary: string }[];
}

let manifest: Manifest;
let broker: Broker;
let sandbox: Sandbox;
let project: OutsideProject;

beforeAll(async () => {
  manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  broker = await startBroker(confWithShuttle());
  sandbox = await startSandbox(SANDBOX_DEFAULTS, {
    inventory: {
      find: async (search) => flightOffers(search, SELLERS_OFFERS, { currency: "GBP" }),
      close: async () => {},
    },
  });
  project = await outsideProject(".", Object.keys(manifest.dependencies), {
    "program.ts": TYPESCRIPT_PROGRAM,
    "market.js": MARKET_PROGRAM,
    "thread.js": THREAD_PROGRAM,
  });
  const sellers = sandbox.partners.map((entry) => ({ ...entry, timeoutMs: 9_000 }));
  await write("partners.json", JSON.stringify(sellers));
  await write("bidders/shuttle/index.js", PLAIN_BIDDER);
}, 900_000);

afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
  await sandbox?.stop(0);
  await broker?.stop();
});

async function write(file: string, text: string): Promise<void> {
  const path = join(project.folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const ours = () => ({ BROKER: broker.url, PASSWORDS: JSON.stringify(broker.passwords), DATE });

describe("what is packed (PACKAGE-2)", () => {
  const WANTED =
    /^(package\.json|README\.md|LICENSE|nats\.conf|bin\/scatter\.js|dist\/package\.json|dist\/(bidders|common|gateway|proto|script)\/.+)$/;
  /** The packages and built-in modules that a module imports, without what it names `node:…`. */
  const IMPORTED =
    /(?:^(?:import|export|\})[^"\n]*\bfrom |^import |\bimport\()"(?!node:|\.)([^"]+)"/gm;
  const UNWANTED =
    /\.test\.|(?<!\.d)\.tsx?$|\/(test|bench|src)\/|^dist\/script\/(?!broker|cli|conformance|doctor|experiment|rates|replay|timetable|scatter\.js)/;

  test("is what runs and what that reads: no tests, no benchmarks, no sources", () => {
    const { packed, packedBytes } = project;
    expect({
      strange: packed.filter((path) => !WANTED.test(path) || UNWANTED.test(path)),
      isSmall: packedBytes < PACKED_BYTES_MAX,
    }).toEqual({ strange: [], isSmall: true });
  });

  test("names no path of this machine", async () => {
    const named = await matches(/\.(js|ts|json|html|css)$/, (text) =>
      text.includes(ROOT) ? [ROOT] : [],
    );
    expect(named).toEqual([]);
  });

  test("imports what is in its dependencies", async () => {
    const known = new Set([...Object.keys(manifest.dependencies), ...builtinModules]);
    const missing = await matches(/(?<!gateway\/web\/dist\/.*)\.(js|ts)$/, (text) =>
      Array.from(
        text.matchAll(IMPORTED),
        ([, name = ""]) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? "",
      ).filter((name) => !known.has(name)),
    );
    expect(missing).toEqual([]);
  });

  /** What `find` finds in the packed files with such names. */
  async function matches(
    names: RegExp,
    find: (text: string) => readonly string[],
  ): Promise<string[]> {
    const paths = project.packed.filter((path) => names.test(path));
    expect(paths.length).toBeGreaterThan(500);
    const found: string[] = [];
    for (const path of paths)
      for (const one of find(await readFile(join(project.installed, path), "utf8")))
        found.push(`${path}: ${one}`);
    return found;
  }
});

describe("a TypeScript project (PACKAGE-1)", () => {
  test("has types of gateway and kit, without the sources", async () => {
    await project.checkTypes();
    await write("wrong.ts", WRONG_PROGRAM);
    await expect(project.checkTypes()).rejects.toThrow(/wrong\.ts.*number/s);
    await rm(join(project.folder, "wrong.ts"));
  });

  test("runs a bidder and a gateway: a search through each transport has its offer, and both end", async () => {
    const said = JSON.parse(await project.run("program.ts", ours()));
    const found = {
      endedBy: "complete",
      offers: [["Shuttle", 7_500]],
      outcomes: [["shuttle", "answered"]],
    };
    expect(said).toEqual({ http: found, nats: found, refused: ["invalid-search", "slices"] });
  });
});

describe("a JavaScript project (PACKAGE-1)", () => {
  let market: Program;
  let gateway: GatewayAddress;

  beforeAll(async () => {
    const PARTNERS = join(project.folder, "partners.json");
    const environment = { ...ours(), PARTNERS, PATH: process.env["PATH"] ?? "" };
    market = startProgram(join(project.folder, "market.js"), [], environment);
    await market.waitForOutput(/^ready \S+$/m, 240_000);
    gateway = { url: /^ready (\S+)$/m.exec(market.stdout)?.[1] ?? "" };
    await rosterHas(gateway, ["nonstop", "partners", "shuttle", "stops"]);
  });

  const search = (origin: string, destination: string) =>
    post<SearchResult>(gateway, {
      slices: [{ origin, destination, departureDate: DATE }],
      policy: { deadlineMs: 10_000, required: ["nonstop", "partners", "stops"] },
      maxResults: 100,
      details: true,
    });
  const outcomesOf = ({ bidders }: SearchResult) =>
    Object.fromEntries(bidders.map(({ bidder, outcome }) => [bidder, outcome]));

  test("runs the bidders that ship, with their threads and the timetable", async () => {
    const all = { nonstop: "answered", stops: "answered", partners: "answered", shuttle: "empty" };
    // The first searches of a process compile its code: on a busy machine past their deadline.
    await until(
      async () => {
        const { body } = await search("LHR", "JFK");
        expect({ outcomes: outcomesOf(body), endedBy: body.endedBy }).toEqual({
          outcomes: all,
          endedBy: "complete",
        });
        return true;
      },
      { what: "an answer of every bidder" },
    );
  });

  test("runs the thread that parses sellers' large answers", async () => {
    expect(await project.run("thread.js", { INSTALLED: project.installed })).toBe("ready");
  });

  test("runs a bidder of its own in plain JavaScript, from a folder of bidders", async () => {
    const { body } = await search("SIN", "KUL");
    expect(outcomesOf(body)).toMatchObject({ shuttle: "answered" });
    expect(body.itineraries.flatMap(({ sellers }) => sellers)).toContainEqual(
      expect.objectContaining({ seller: "Plain" }),
    );
  });

  test("has the page, the places, the names and the coverage", async () => {
    const page = await get<string>(gateway, "/");
    const script = /src="([^"]+\.js)"/.exec(page.body)?.[1] ?? "";
    const places = await get<{ code: string }[]>(gateway, "/v1/airports?q=lond");
    // A bidder on a busy machine may take longer than it is asked for.
    const summary = await until(
      async () => (await get<Coverage>(gateway, "/v1/coverage")).body.timetables[0]?.summary,
      { what: "a coverage" },
    );
    const { itineraries, names } = (await search("LHR", "JFK")).body;
    expect({
      page: page.status,
      script: (await fetch(gateway.url + script)).status,
      place: places.body[0]?.code,
      summary,
      names: names?.airports.map(({ code }) => code),
      isEstimated: itineraries.some(({ co2Estimate }) => (co2Estimate?.kg ?? 0) > 0),
    }).toEqual({
      page: 200,
      script: 200,
      place: "LON",
      summary: expect.any(String),
      names: expect.arrayContaining(["JFK", "LHR"]),
      isEstimated: true,
    });
  });

  test("has the command scatter", async () => {
    const version = await project.command(["npx", "--no-install", "scatter", "--version"]);
    const as = environmentOf(broker, "client");
    const found = await project.command(["scatter", "search", "LHR", "JFK", DATE, "--json"], as);
    const bench = await project.command(["scatter", "bench", "auction"]);
    const rates = await project.command(["scatter", "rates", "none.xml"]);
    expect({
      version: version.stdout,
      code: found.code,
      found: (JSON.parse(found.stdout) as SearchResult).itineraries.length > 0,
      bench: bench.code,
      why: bench.stderr,
      rates: rates.stderr,
    }).toEqual({
      version: `${manifest.version}\n`,
      code: 0,
      found: true,
      bench: 2,
      why: expect.stringContaining("the benchmarks are not in the package"),
      rates: expect.stringContaining("none.xml"),
    });
  });

  test("ends by itself when everything is stopped", async () => {
    market.kill("SIGTERM");
    const { code, stderr } = await market.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
