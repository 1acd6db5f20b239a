/**
 * The results in a real browser: what is read stays, orders, filters and pages, each itinerary
 * with its flights and sellers, prices asked again, and what helps where nothing is found.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import {
  type BidderScript,
  type PriceScript,
  type ScriptedBidder,
  scriptedBidder,
} from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { fare, flightOffer, flightOffers, inDays, sheetOf } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot, shootWide, WIDTHS } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

const DAY = inDays(30);
const empty: BidderScript = (_call, reply) => reply.empty();
const usd = (amount: number) => ({ amount, currency: "USD" });
const LINK = "https://alder.example/offers/1";
const HOSTILE = "<img src=x onerror=\"document.title='pwned'\">";

/** Three carriers, some non-stop, at three times of the day, with bags and without. */
function manyOffers(search: FlightSearch, count: number) {
  const carriers = ["BA", "LH", "AF"];
  const departs = ["05:10", "09:40", "19:20"];
  return Array.from({ length: count }, (_, i) => {
    const amount = 50_000 + 1_000 * ((i * 7) % count);
    const bags = fare({
      brand: "standard",
      name: "Standard",
      price: usd(amount + 6_000),
      checkedBags: 1,
    });
    const light = fare({ price: usd(amount), checkedBags: 0, cabinBags: 1 });
    return flightOffer(search, {
      carrier: carriers[i % 3] as string,
      number: 100 + 10 * i,
      departs: departs[i % 3] as string,
      stops: i % 2,
      durationMinutes: 455 + 5 * i + 200 * (i % 2),
      amount,
      modelled: true,
      fares: i % 3 === 0 ? [light, bags] : [light],
    });
  });
}

const many =
  (count: number): BidderScript =>
  (call, reply) =>
    reply.offers(manyOffers(call.search, count));

interface Measured {
  getBoundingClientRect(): { readonly top: number };
}

(skipped ? describe.skip : describe)("the results", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidders: { nonstop: ScriptedBidder; stops: ScriptedBidder; partners: ScriptedBidder };
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let price: PriceScript = () => {};

  beforeAll(async () => {
    if (executable === undefined)
      throw new Error("CI=true, but no Chromium is here: install one, or name it in CHROMIUM");
    broker = await startBroker();
    bidders = {
      nonstop: await scriptedBidder(broker, "nonstop", empty, {
        price: (request, answer, subject) => price(request, answer, subject),
      }),
      stops: await scriptedBidder(broker, "stops", empty),
      partners: await scriptedBidder(broker, "partners", empty),
    };
    // A long deadline for a busy machine: a search ends when all bidders have answered.
    gateway = await gatewayOn(broker, ["nonstop", "stops", "partners"], {
      AUCTION_DEADLINE_MS: "10000",
    });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await Promise.all(Object.values(bidders ?? {}).map((bidder) => bidder.stop()));
    await broker?.stop();
  });

  beforeEach(async () => {
    for (const bidder of Object.values(bidders)) bidder.follow(empty);
    price = () => {};
    await open();
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    await page?.context().close();
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1000, height: 900 },
      ...options,
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (
        message.type() === "error" &&
        !/status of [45]\d\d|ERR_NETWORK_CHANGED/.test(message.text())
      )
        complaints.push(message.text());
    });
  }

  const items = () => page.locator("#itineraries > li");
  const keys = () =>
    items().evaluateAll((all: { dataset: { key: string } }[]) =>
      all.map(({ dataset }) => dataset.key),
    );
  const item = (carrier: string) => page.locator(`#itineraries > li[data-key^="${carrier}"]`);
  const shownOf = (text: string) => page.locator(".shown-of", { hasText: text });
  const focused = (selector: string) => page.locator(`${selector}:focus`);

  /** Opens the address of a search, which runs it. */
  async function search(query = ""): Promise<void> {
    await visit(page, `${gateway.url}/?from=LHR&to=JFK&depart=${DAY}${query}`);
  }

  /** The same, until all of it is there. */
  async function results(query = ""): Promise<void> {
    await search(query);
    await page.locator(".shown-of").waitFor();
  }

  async function unfold(carrier: string): Promise<void> {
    await item(carrier).first().locator(".more > summary").click();
    await item(carrier).first().locator(".unfolded").waitFor();
  }

  /** Sellers of the flight BA100 of `many`, each dearer than the one before. */
  const agencies =
    (names: readonly string[], link = LINK): BidderScript =>
    (call, reply) =>
      reply.offers(
        names.map((seller, i) => {
          const amount = 48_000 + i * 500;
          const fares = [fare({ price: usd(amount), link, checkedBags: 1 })];
          const flight = { carrier: "BA", number: 100, departs: "05:10", durationMinutes: 455 };
          return flightOffer(call.search, { ...flight, seller, amount, fares });
        }),
      );

  describe("READ-1: what is read stays where it is", () => {
    test("a better itinerary that comes while one is read waits for its reader", async () => {
      const gate = Promise.withResolvers<void>();
      bidders.nonstop.follow((call, reply) => reply.offers(flightOffers(call.search, 3)));
      bidders.stops.follow(async (call, reply) => {
        await gate.promise;
        reply.offers([
          flightOffer(call.search, { carrier: "AA", number: 7, amount: 40_000 }),
          flightOffer(call.search, { carrier: "AF", number: 8, amount: 99_000, departs: "11:10" }),
        ]);
      });
      await search();
      await items().nth(2).waitFor();
      const summary = items().nth(1).locator(".more > summary");
      await summary.focus();
      await page.keyboard.press("Enter");
      await items().nth(1).locator(".unfolded").waitFor();
      const before = await keys();
      // Where it is in the window: the picture of the auction above may grow meanwhile.
      const top = async () => Math.round((await summary.boundingBox())?.y ?? Number.NaN);
      const topBefore = await top();
      gate.resolve();
      const waiting = page.getByRole("button", {
        name: /^Show 1 more, 1 cheaper, from \$400\.00$/,
      });
      await waiting.waitFor();
      await page.locator(".shown-of").waitFor();
      const after = await keys();
      expect(after.slice(0, 3)).toEqual(before);
      // Windows scroll by whole pixels.
      expect(Math.abs((await top()) - topBefore)).toBeLessThanOrEqual(1);
      expect(after[3]).toMatch(/^AF/);
      expect({
        isUnfolded: await items().nth(1).locator(".unfolded").isVisible(),
        focused: await focused(".more > summary").count(),
      }).toEqual({ isUnfolded: true, focused: 1 });
      expect(await axeViolations(page)).toEqual([]);
      await shoot(page, "results-waiting");
      await waiting.press("Enter");
      await until(async () => (await keys())[0]?.startsWith("AA") === true, {
        what: "the best first",
      });
      expect(await waiting.count()).toBe(0);
      expect((await keys()).slice(1)).toEqual(after);
    });
  });

  describe("orders, filters and pages", () => {
    test("orders are tabs with what stands first in them, by mouse and by keyboard", async () => {
      bidders.nonstop.follow((call, reply) =>
        reply.offers([
          flightOffer(call.search, { carrier: "BA", amount: 52_000, durationMinutes: 460 }),
          flightOffer(call.search, {
            carrier: "LH",
            number: 200,
            amount: 50_000,
            durationMinutes: 700,
            stops: 1,
          }),
          flightOffer(call.search, {
            carrier: "AF",
            number: 300,
            amount: 90_000,
            durationMinutes: 440,
          }),
        ]),
      );
      await results();
      const tab = (name: RegExp) => page.getByRole("tab", { name });
      await tab(/^Fastest \$900\.00 7 h 20 min$/).waitFor();
      expect({
        best: await tab(/^Best \$520\.00 7 h 40 min$/).getAttribute("aria-selected"),
        cheapest: await tab(/^Cheapest \$500\.00 11 h 40 min$/).getAttribute("aria-selected"),
      }).toEqual({ best: "true", cheapest: "false" });
      const firstIs = (carrier: string) =>
        until(async () => (await keys())[0]?.startsWith(carrier) === true, {
          what: `${carrier} first`,
        });
      await tab(/^Cheapest/).click();
      await firstIs("LH");
      await page.keyboard.press("ArrowRight");
      await firstIs("AF");
      expect(await focused("#sort-duration").count()).toBe(1);
      await page.keyboard.press("Home");
      await firstIs("BA");
      expect(bidders.nonstop.calls.at(-1)?.search.sort).toBe("best");
    });

    test("20 of 41: the rest follows below, and the focus is on the first of it", async () => {
      bidders.nonstop.follow(many(41));
      await results();
      await shownOf("20 of 41").waitFor();
      const before = await keys();
      await page.getByRole("button", { name: "Show more" }).press("Enter");
      await shownOf("40 of 41").waitFor();
      const after = await keys();
      expect({ first: after.slice(0, 20), count: new Set(after).size }).toEqual({
        first: before,
        count: 40,
      });
      await until(async () => (await focused(".more > summary").count()) === 1, {
        what: "the focus",
      });
      expect(await items().nth(20).locator(".more > summary:focus").count()).toBe(1);
      await page.getByRole("button", { name: "Show more" }).click();
      await shownOf("41 of 41").waitFor();
      expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
    });

    test("filters say how many each choice leaves and from what price, and work on the spot", async () => {
      bidders.nonstop.follow(many(41));
      await results();
      const calls = bidders.nonstop.calls.length;
      await page.locator(".filters > summary").press("Enter");
      const group = (kind: string) => page.locator(`.filters [data-kind="${kind}"]`);
      const choices = async (kind: string) =>
        (await group(kind).locator("label").allTextContents()).map((text) =>
          text.replace(/\s+/g, " "),
        );
      await group("stops").waitFor();
      expect({
        stops: await choices("stops"),
        departure: await choices("departureHours"),
        bags: await choices("bags"),
      }).toEqual({
        stops: ["Non-stop 21 · from $500.00", "1 stop 20 · from $570.00"],
        departure: [
          expect.stringMatching(/^Before 06:00 14 · from /),
          expect.stringMatching(/^06:00 to 11:59 14 · from /),
          expect.stringMatching(/^18:00 and later 13 · from /),
        ],
        bags: [expect.stringMatching(/^1 bag or more 14 · from \$560\.00$/)],
      });
      expect(
        (await choices("carriers")).map((text) => text.replace(/ \d+ ·.*/, "")).sort(),
      ).toEqual(["Air France", "British Airways", "Lufthansa"]);
      for (const kind of ["maxPrice", "maxDurationMinutes"])
        expect((await choices(kind)).every((text) => text.startsWith("Up to "))).toBe(true);
      expect(await axeViolations(page)).toEqual([]);
      await shoot(page, "results-filters");

      await group("stops")
        .getByRole("checkbox", { name: /^Non-stop/ })
        .press("Space");
      await shownOf("20 of 21 that pass the filters").waitFor();
      await group("carriers")
        .getByRole("checkbox", { name: /^Lufthansa/ })
        .click();
      await shownOf("7 of 7 that pass the filters").waitFor();
      expect((await keys()).every((key) => key.startsWith("LH"))).toBe(true);
      // PICK-1: a second airline can be added, and says what it would add.
      await until(
        async () =>
          (await choices("carriers")).some((text) => text.startsWith("British Airways 7 ·")),
        {
          what: "the count of another airline",
        },
      );
      await group("carriers")
        .getByRole("checkbox", { name: /^British/ })
        .click();
      await shownOf("14 of 14 that pass the filters").waitFor();
      await page.getByRole("button", { name: "Clear the filters" }).click();
      await shownOf("20 of 41").waitFor();
      expect(bidders.nonstop.calls).toHaveLength(calls);
    });
  });

  describe("an itinerary", () => {
    const connection: BidderScript = (call, reply) => {
      const offer = flightOffer(call.search, {
        ...{ carrier: "LH", number: 900, stops: 1, departs: "18:10", durationMinutes: 700 },
        ...{ amount: 70_000, modelled: true, similar: 3 },
        selfTransfers: call.search.selfTransfer ? ["AMS"] : [],
      });
      const terminals = [
        { originTerminal: "2", destinationTerminal: "1" },
        { originTerminal: "2" },
      ];
      const slices = offer.slices.map((slice) => ({
        ...slice,
        segments: slice.segments.map((segment, i) => ({ ...segment, ...terminals[i] })),
      }));
      reply.offers([{ ...offer, slices }]);
    };

    test("shows its times, the day after, its airlines, and what its price is for", async () => {
      bidders.stops.follow(connection);
      await results("&adults=2");
      await item("LH").locator(".carriers", { hasText: "Lufthansa" }).waitFor();
      expect(await item("LH").locator(".slice").textContent()).toMatch(
        /^18:10 LHR → 00:50\+1 day JFK.* · 11 h 40 min · 1 stop via AMS · Lufthansa$/,
      );
      expect(await item("LH").locator(".price").textContent()).toBe(
        "$700.00for 2 adults, $350.00 each",
      );
    });

    test("unfolds to each flight and each wait between them, with names, terminals and emissions", async () => {
      bidders.stops.follow(connection);
      await results("&selfTransfer=true");
      await item("LH").getByText("Self-transfer at AMS").waitFor();
      await unfold("LH");
      const legs = item("LH").locator(".legs > li");
      const texts = await legs.allTextContents();
      expect(texts[0]).toMatch(
        /^18:10 .*Heathrow.* \(LHR\) Terminal 2 → 00:30\+1 day .*Schiphol.* \(AMS\) Terminal 1LH 900 · Lufthansa · 5 h 20 min · aircraft 744$/,
      );
      expect(texts[1]).toMatch(
        /^1 h at .*Schiphol.* \(AMS\)\. Change of terminal at AMS: 1 to 2\. Self-transfer: collect bags and check in again$/,
      );
      expect(texts[2]).toMatch(/Kennedy.* \(JFK\)LH 901 · Lufthansa/);
      expect(await item("LH").locator(".emissions").textContent()).toMatch(
        /^About \d+ kg CO₂e for one traveller \(an estimate: .+\)$/,
      );
      expect(await axeViolations(page)).toEqual([]);
    });

    test("+3 similar asks the same again, with similar connections", async () => {
      bidders.stops.follow(connection);
      await results("&adults=2");
      await unfold("LH");
      const before = bidders.stops.calls.at(-1)?.search;
      await page.getByRole("button", { name: /^\+3 similar/ }).press("Enter");
      await until(() => bidders.stops.calls.at(-1)?.search.similar === true, {
        what: "the search",
      });
      expect(bidders.stops.calls.at(-1)?.search).toEqual({ ...before, similar: true });
      expect({
        isChecked: await page.locator("#similar").isChecked(),
        focused: await focused("#similar").count(),
      }).toEqual({ isChecked: true, focused: 1 });
    });

    test("flights in a lower cabin than the one asked for are marked", async () => {
      bidders.stops.follow((call, reply) =>
        reply.offers([
          flightOffer(call.search, {
            ...{ carrier: "LH", number: 900, stops: 1, durationMinutes: 700 },
            cabins: ["economy", undefined],
          }),
        ]),
      );
      await results("&cabin=business");
      await unfold("LH");
      expect({
        mixed: await item("LH").locator(".mixed-cabins").allTextContents(),
        cabins: await item("LH").locator(".cabin").allTextContents(),
        seller: await item("LH").locator(".cabins").allTextContents(),
      }).toEqual({
        mixed: ["Business, first flight in economy"],
        cabins: ["economy", "business"],
        seller: ["mixed cabins"],
      });
    });

    test("shows its cheapest seller, and four more when asked; one that is not modelled says so", async () => {
      bidders.nonstop.follow(many(1));
      bidders.partners.follow(agencies(["Alder", "Birch", HOSTILE, "Dogwood"]));
      await results();
      expect(await item("BA").locator(".more > summary").textContent()).toBe(
        "Details and fares · 5 sellers, cheapest Alder, seller’s price",
      );
      await unfold("BA");
      const sellers = item("BA").locator(".sellers > li");
      expect(await sellers.locator(".seller").allTextContents()).toEqual([
        "Alderby partners · seller’s price",
      ]);
      const more = page.getByRole("button", { name: "4 more sellers" });
      await more.press("Enter");
      expect(await sellers.locator(".seller").allTextContents()).toEqual([
        "Alderby partners · seller’s price",
        "Birchby partners · seller’s price",
        `${HOSTILE}by partners · seller’s price`,
        "Dogwoodby partners · seller’s price",
        "British Airwaysby nonstop",
      ]);
      expect(await page.locator("main img").count()).toBe(0);
      // One line says what is modelled, and no offer repeats it.
      expect(
        await page
          .locator("#results")
          .getByText(/fare model/)
          .allTextContents(),
      ).toEqual([
        "Prices marked “seller’s price” are a seller’s own. All others are estimates of a fare model, and cannot be booked.",
      ]);
      expect(await axeViolations(page)).toEqual([]);
      await shoot(page, "results-sellers");
    });

    test("every text of sellers and bidders is shown as text, wherever the page has it", async () => {
      const texts = ["seller", "fare", "reason", "coverage"].map((what) => `${HOSTILE} ${what}`);
      const [seller = "", name = "", reason = "", summary = ""] = texts;
      await page.route("**/v1/coverage", (route) => {
        const timetable = { bidders: ["nonstop"], summary, carriers: [] };
        return route.fulfill({ json: { timetables: [timetable], unstated: [], detail: null } });
      });
      bidders.nonstop.follow((call, reply) =>
        reply.offers([
          flightOffer(call.search, { number: 200, departs: "11:10", amount: 70_000 }),
          flightOffer(call.search, {
            seller,
            amount: 48_000,
            fares: [fare({ name, link: LINK, price: usd(48_000) })],
          }),
        ]),
      );
      bidders.stops.follow((_call, reply) => reply.declined(reason));
      price = (_request, answer) => answer({ status: "failed", reason });
      await results();
      await unfold("BA");
      await page.locator("#bidders tr[data-bidder=stops] summary").click();
      await page
        .getByRole("button", { name: /^Check the price of / })
        .first()
        .click();
      await page.locator(".checked:not(:empty)").first().waitFor();
      await page.locator(".filters > summary").click();
      await page.locator(".filters [data-kind=sellers]").waitFor();
      const shown = await page.locator("body").innerText();
      expect({
        missing: texts.filter((text) => !shown.includes(text)),
        inFilters: await page.locator(".filters .choice", { hasText: seller }).count(),
        made: await page.locator("img").count(),
        title: await page.title(),
      }).toEqual({ missing: [], inFilters: 1, made: 0, title: "Scatter by Auction" });
    });

    test("the years of the timetable are in the same line", async () => {
      await page.route("**/v1/coverage", (route) => {
        const carriers = [{ firstYear: 2016, lastYear: 2019 }];
        const timetable = { bidders: ["nonstop"], summary: "14 departures a week.", carriers };
        return route.fulfill({ json: { timetables: [timetable], unstated: [], detail: null } });
      });
      bidders.nonstop.follow(many(1));
      await results();
      await page
        .locator(".banner", {
          hasText:
            "These prices are estimates of a fare model. They cannot be booked. The flights are from timetables of 2016 to 2019.",
        })
        .waitFor();
    });

    test("fares have their bags, conditions and price; the dearer ones unfold", async () => {
      const light = fare({
        ...{ name: "Light", cabinBags: 1, checkedBags: 0 },
        change: { allowed: false, fee: null },
        refund: { allowed: false, fee: null },
      });
      const flex = fare({
        ...{ brand: "flex", name: "Flex", price: usd(90_000), bookingClass: "Y" },
        change: { allowed: true, fee: usd(0) },
        refund: { allowed: true, fee: usd(5_000) },
      });
      bidders.nonstop.follow((call, reply) =>
        reply.offers([flightOffer(call.search, { fares: [light, flex] })]),
      );
      await results();
      await unfold("BA");
      const terms = item("BA").locator(".fare-list .terms");
      expect(await terms.first().textContent()).toBe(
        "class O · 1 cabin bag · no checked bag · no changes · no refund",
      );
      await item("BA").locator(".fares > summary").press("Enter");
      await terms.nth(1).waitFor();
      expect({
        names: await item("BA").locator(".fare").allTextContents(),
        prices: await item("BA").locator(".fare-list .asks").allTextContents(),
        flex: await terms.nth(1).textContent(),
      }).toEqual({
        names: ["Light", "Flex"],
        prices: ["$512.34", "$900.00"],
        flex: "class Y · bags not stated · free changes · refund less $50.00",
      });
    });

    test.each([
      ["JPY", /^¥[\d,]+$/, /changes for ¥[\d,]+ ·/],
      ["KWD", /^KWD\s[\d,]+\.\d{3}$/, /changes for KWD\s\d+\.\d{3} ·/],
    ])("A9: in %s, prices and fees have the decimals that the currency has", async (currency, price, fee) => {
      const change = { allowed: true, fee: usd(7_000) };
      bidders.nonstop.follow((call, reply) =>
        reply.offers([flightOffer(call.search, { currency: "USD", fares: [fare({ change })] })]),
      );
      await results(`&currency=${currency}`);
      await unfold("BA");
      expect(await item("BA").locator(".price strong").textContent()).toMatch(price);
      expect(await item("BA").locator(".fare-list .asks").textContent()).toMatch(price);
      expect(await item("BA").locator(".fare-list .terms").textContent()).toMatch(fee);
    });

    test("says how long its price holds, counted down, until it has expired", async () => {
      const expiresAtMs = Date.now() + 30 * 60_000;
      bidders.nonstop.follow((call, reply) =>
        reply.offers([flightOffer(call.search, { expiresAtMs })]),
      );
      await results();
      await unfold("BA");
      const left = (text: string) =>
        page.locator(".offer-actions .expiry", { hasText: text }).waitFor();
      await page.clock.setFixedTime(expiresAtMs - 272_000);
      await left("The price holds for 4 min 32 s");
      expect(await item("BA").locator(".price .expiry").count()).toBe(0);
      await page.clock.setFixedTime(expiresAtMs - 90_000);
      await left("The price holds for 1 min 30 s");
      await item("BA").locator(".price .expiry", { hasText: "holds for 1 min 30 s" }).waitFor();
      await page.clock.setFixedTime(expiresAtMs + 1);
      await left("The price has expired");
      await shootWide(page, "results-expired");
      // Its price cannot be checked any more: only another search finds an offer.
      const actions = item("BA").locator(".offer-actions");
      expect(await actions.getByRole("button").allTextContents()).toEqual(["Search again"]);
      const [before] = await keys();
      bidders.nonstop.follow((call, reply) =>
        reply.offers([flightOffer(call.search, { carrier: "LH" })]),
      );
      await actions.getByRole("button", { name: "Search again" }).click();
      await item("LH").waitFor();
      expect((await keys()).includes(before as string)).toBe(false);
    });
  });

  describe("before leaving for a seller its price is asked again", () => {
    const now =
      (amount: number): PriceScript =>
      ({ offer }, answer) => {
        const sold = decodeRowOffer(offer, 0);
        const fares = sold.fares.map((one) => ({ ...one, price: usd(amount) }));
        answer({ status: "offer", offer: sheetOf([{ ...sold, price: usd(amount), fares }]) });
      };

    test("each answer in plain words, and the way to the seller only where there is one", async () => {
      bidders.nonstop.follow(agencies(["Alder"]));
      await results();
      await unfold("BA");
      const ask = page.getByRole("button", { name: "Check the price of Alder and go on" });
      const way = page.getByRole("link", { name: /^Go on to Alder/ });
      expect(await way.count()).toBe(0);
      const names = ["same", "changed", "gone", "unsupported", "failed"];
      const cases: [PriceScript, string, boolean][] = [
        [now(48_000), "It still costs $480.00.", true],
        [now(53_000), "It costs $530.00 now; it was $480.00.", true],
        [
          (_, answer) => answer({ status: "gone" }),
          "It is not sold any more. Choose another offer.",
          false,
        ],
        [
          (_, answer) => answer({ status: "unsupported" }),
          "This seller does not say what a single offer costs now.",
          true,
        ],
        [
          (_, answer) => answer({ status: "failed", reason: "partner-timeout: no answer" }),
          "The seller could not say what it costs now.",
          true,
        ],
      ];
      for (const [i, [script, text, hasWay]] of cases.entries()) {
        price = script;
        await ask.click();
        await page.locator(".checked", { hasText: text }).waitFor();
        await shootWide(page, `results-price-${names[i]}`);
        expect({ text, ways: await way.count() }).toEqual({ text, ways: hasWay ? 1 : 0 });
      }
      expect({
        href: await way.getAttribute("href"),
        rel: await way.getAttribute("rel"),
        target: await way.getAttribute("target"),
        focused: await focused(".hand-off").count(),
      }).toEqual({ href: LINK, rel: "noopener noreferrer", target: "_blank", focused: 1 });
      expect(await axeViolations(page)).toEqual([]);
      await shoot(page, "results-price-checked");
    });

    test("a price that has changed is in the line, in its tab and with its seller, beside the old one (NEWPRICE-1)", async () => {
      bidders.nonstop.follow(agencies(["Alder", "Birch"]));
      price = now(48_200);
      await results();
      await unfold("BA");
      const ask = page.getByRole("button", { name: "Check the price of Alder and go on" });
      const texts = async () => ({
        line: await item("BA").locator(".price strong").textContent(),
        tab: await page.locator("#sort-price small > span").first().textContent(),
        seller: await item("BA").locator(".sellers .asks").first().textContent(),
        summary: (await item("BA").locator(".more > summary").textContent())?.includes("Birch"),
      });
      const changed = async (amount: number, text: string) => {
        price = now(amount);
        await ask.click();
        await page.locator(".checked", { hasText: text }).waitFor();
        return texts();
      };
      expect(await changed(48_200, "It costs $482.00 now")).toEqual({
        line: "$482.00 was $480.00",
        tab: "$482.00 was $480.00",
        seller: "$482.00 was $480.00",
        summary: false,
      });
      await shootWide(page, "results-price-new");
      expect({ axe: await axeViolations(page), wide: await overflowing(page) }).toEqual({
        axe: [],
        wide: [],
      });
      // Birch is the cheapest now. The sellers keep their order.
      expect(await changed(53_000, "It costs $530.00 now")).toEqual({
        line: "$485.00 was $480.00",
        tab: "$485.00 was $480.00",
        seller: "$530.00 was $480.00",
        summary: true,
      });
      expect(await changed(48_000, "It still costs $480.00.")).toEqual({
        line: "$480.00",
        tab: "$480.00",
        seller: "$480.00",
        summary: false,
      });
    });
  });

  describe("where nothing is found", () => {
    /** Sells on the next day only, also in a calendar. */
    const tomorrow: BidderScript = (call, reply) => {
      const sells =
        call.search.calendar === true || call.search.slices[0]?.departureDate === inDays(31);
      reply.offers(sells ? [flightOffer(call.search, { day: inDays(31), amount: 40_000 })] : []);
    };

    test("other days, more stops, nearby airports and self-transfers are links that search", async () => {
      bidders.nonstop.follow(tomorrow);
      await search();
      const links = page.locator("#results .suggestions a");
      await page.getByRole("heading", { name: "Other days" }).waitFor();
      const texts = await links.allTextContents();
      expect(texts).toEqual([
        expect.stringMatching(/^\w{3}, \w{3} \d+ from \$400\.00$/),
        "Allow up to 3 stops",
        "Look at airports within 100 km too",
        "Allow self-transfers: you check in again in between",
      ]);
      const asked = () => bidders.nonstop.calls.at(-1)?.search;
      expect(await axeViolations(page)).toEqual([]);
      await shoot(page, "results-nothing");
      await links.filter({ hasText: "100 km" }).press("Enter");
      await until(() => (asked()?.slices[0]?.origins?.length ?? 0) > 1, {
        what: "nearby airports",
      });
      await links.filter({ hasText: "$400.00" }).click();
      await page.locator(".shown-of", { hasText: "1 of 1" }).waitFor();
      expect(asked()?.slices[0]).toMatchObject({ departureDate: inDays(31) });
      expect(page.url()).toContain(`depart=${inDays(31)}`);
      // Back to the search before.
      await page.goBack();
      await page.locator(".nothing-found").waitFor();
    });

    test("PICK-2: under the filters: what is chosen stays to be seen, and one press clears all", async () => {
      bidders.nonstop.follow(many(3));
      await results();
      await page.locator(".filters > summary").click();
      const choice = (kind: string, name: RegExp) =>
        page.locator(`.filters [data-kind="${kind}"]`).getByRole("checkbox", { name });
      await choice("carriers", /^Lufthansa/).click();
      await shownOf("1 of 1").waitFor();
      await choice("carriers", /^British/).click();
      await shownOf("2 of 2").waitFor();
      await choice("stops", /^1 stop/).click();
      await shownOf("1 of 1").waitFor();
      await choice("carriers", /^British Airways 0$/).waitFor();
      await choice("carriers", /^Lufthansa/).click();
      await page.getByText("No itinerary passes these filters.").waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page
        .locator(".nothing-left")
        .getByRole("button", { name: "Clear the filters" })
        .click();
      await shownOf("3 of 3").waitFor();
    });
  });

  describe("in every window", () => {
    const everything = async (query: string) => {
      bidders.nonstop.follow(many(41));
      bidders.partners.follow(
        agencies(["Alder", "Birch", "Cedar", "Dogwood Travel of the Northern Isles"]),
      );
      await results(query);
    };
    const unfoldAll = async () => {
      await unfold("BA");
      await page.locator(".more-sellers").click();
      await page.locator(".filters > summary").click();
      await page.locator(".filters fieldset").first().waitFor();
    };

    test.each([
      ["one way", "&adults=2"],
      ["return", `&trip=return&return=${inDays(37)}&adults=2`],
    ])("20 itineraries (%s) are within 6 screens of a phone, whose window moves to them", async (_what, query) => {
      await open({ viewport: { width: 360, height: 740 } });
      await everything(query);
      const height = await page
        .locator("#itineraries")
        .evaluate<number, { offsetHeight: number }>((node) => node.offsetHeight);
      expect({ items: await items().count(), screens: Math.ceil(height / 740) <= 6 }).toEqual({
        items: 20,
        screens: true,
      });
      const top = () =>
        page
          .locator("#results")
          .evaluate<number, Measured>((node) => Math.round(node.getBoundingClientRect().top));
      await until(async () => Math.abs(await top()) <= 1, { what: "the results at the top" });
      await shoot(page, `results-phone-${query.includes("return") ? "return" : "one-way"}`);
    });

    test("nothing runs out of it at 320, 360, 768 and 1,440 pixels, nor at 200 % zoom", async () => {
      await everything(`&trip=return&return=${inDays(37)}&adults=2`);
      await unfoldAll();
      const out: Record<string, string[]> = {};
      for (const width of [...WIDTHS, 720]) {
        await page.setViewportSize({ width, height: 800 });
        out[width] = await overflowing(page);
        await shoot(page, `results-unfolded-${width}`);
      }
      expect(out).toEqual(Object.fromEntries([...WIDTHS, 720].map((width) => [width, []])));
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await axeViolations(page)).toEqual([]);
    });

    test("axe finds nothing in the dark either", async () => {
      await open({ colorScheme: "dark" });
      await everything("");
      await unfoldAll();
      expect(await axeViolations(page)).toEqual([]);
      await shoot(page, "results-dark");
    });
  });
});
