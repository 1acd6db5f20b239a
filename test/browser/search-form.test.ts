/** The form of a search in a real browser: what is typed is what is asked, at every width. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get } from "../harness/gateway.ts";
import { flightOffer, flightOffers, inDays, sheetOf } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot, shootWide, WIDTHS } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

const offers: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 2));

(skipped ? describe.skip : describe)("the form of a search", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidder: ScriptedBidder;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    broker = await startBroker();
    bidder = await scriptedBidder(broker, "nonstop", offers);
    gateway = await gatewayOn(broker, ["nonstop"], { AUCTION_DEADLINE_MS: "10000" });
    // The gateway makes its index of places for the first query.
    await get(gateway, "/v1/airports?q=london");
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await bidder?.stop();
    await broker?.stop();
  });

  beforeEach(async () => {
    bidder.follow(offers);
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1_440, height: 900 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 400|ERR_NETWORK_CHANGED/.test(message.text()))
        complaints.push(message.text());
    });
    await visit(page, gateway.url);
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const box = (id: string) => page.locator(`#${id}`);
  const go = () => page.getByRole("button", { name: "Search", exact: true }).click();
  const radio = (name: string) => page.getByRole("radio", { name });
  const asked = () => bidder.calls.at(-1)?.search;
  const ended = () => page.locator("#itineraries > li").first().waitFor();
  const searched = (calls: number) =>
    until(() => bidder.calls.length > calls, { what: "another search" });
  const valueIs = (id: string, value: string) =>
    until(async () => (await box(id).inputValue()) === value, {
      what: `the value ${value} of ${id}`,
    });

  async function choose(from = "London (LHR)", to = "New York (JFK)"): Promise<void> {
    await box("origin").fill(from);
    await box("destination").fill(to);
  }

  describe("a place", () => {
    test("is found by another name, and Tab takes what is meant", async () => {
      await box("origin").focus();
      await page.keyboard.type("Tokio");
      await page.keyboard.press("Tab");
      await valueIs("origin", "Tokyo (TYO, all)");
      await box("destination").focus();
      await page.keyboard.type("münchen");
      await page.keyboard.press("Enter");
      await valueIs("destination", "Munich (MUC)");
    });

    test("is the busiest one of a country, where its name is typed, and the box says so", async () => {
      await box("origin").focus();
      await page.keyboard.type("Portugal");
      await page.keyboard.press("Tab");
      await valueIs("origin", "Lisbon (LIS)");
      const note = "In Portugal, Lisbon has the most flights. Type a city for another one.";
      await page.getByText(note, { exact: true }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.type("India");
      await page.keyboard.press("Enter");
      await go();
      await ended();
      expect(asked()?.slices).toEqual([
        expect.objectContaining({ origin: "LIS", destination: "DEL" }),
      ]);
      await box("origin").fill("Porto");
      expect(await box("origin-note").isVisible()).toBe(false);
    });

    test("that does not exist is said to have no match, while typing and afterwards", async () => {
      await box("origin").pressSequentially("Nowhere");
      await page.locator(".no-match").getByText("No city or airport matches “Nowhere”.").waitFor();
      await page.keyboard.press("Tab");
      await page
        .locator("#origin-fault")
        .getByText("No city or airport matches “Nowhere”.")
        .waitFor();
      expect(await box("origin").getAttribute("aria-invalid")).toBe("true");
    });

    test("that is a country without flights is said to be that (BOX-4)", async () => {
      const words = "No airport of Yemen has flights in the timetable.";
      await box("origin").pressSequentially("Yemen");
      await page.locator(".no-match").getByText(words).waitFor();
      await page.keyboard.press("Tab");
      await page.locator("#origin-fault").getByText(words).waitFor();
      expect(await box("origin").inputValue()).toBe("Yemen");
    });

    test("is swapped with the other one", async () => {
      await choose();
      await page.getByRole("button", { name: "Swap from and to" }).click();
      expect({
        origin: await box("origin").inputValue(),
        destination: await box("destination").inputValue(),
      }).toEqual({ origin: "New York (JFK)", destination: "London (LHR)" });
    });
  });

  test("the keyboard alone fills the form and searches", async () => {
    await radio("One way").focus();
    await page.keyboard.press("ArrowDown"); // Return
    await page.keyboard.press("Tab");
    await page.keyboard.type("London");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Porto");
    await page.keyboard.press("Enter");
    await valueIs("destination", "Porto (OPO)");
    await page.keyboard.press("Enter");
    await ended();
    expect(asked()?.slices).toEqual([
      expect.objectContaining({ originPlace: { city: "LON" }, destination: "OPO" }),
      expect.objectContaining({ origin: "OPO", destinationPlace: { city: "LON" } }),
    ]);
  });

  test("a whole search is in the address: reloaded, shared and gone back to", async () => {
    await radio("Return").check();
    await choose("London (LON, all)");
    await box("adults").fill("2");
    await box("children").fill("2");
    await page.getByLabel("Age of child 1").selectOption("8");
    await page.getByLabel("Age of child 2").selectOption("1");
    await box("cabin").selectOption("business");
    await page.locator("#advanced > summary").click();
    await box("maxStops").selectOption("1");
    await box("carriersExcept").fill("fr, skyteam");
    await box("maxLayover").fill("2.5");
    await box("maxPrice").fill("9000");
    await page.getByLabel("Departs from").first().fill("06:00");
    await go();
    await ended();
    const first = asked();
    expect(first).toMatchObject({
      passengers: { adults: 2, children: 1, infants: 1, ages: [8, 1] },
      cabin: "business",
      maxStops: 1,
      slices: [{ departure: { fromMinute: 360, toMinute: 1_439 } }, {}],
      limits: { maxLayoverMinutes: 150, maxPrice: 900_000 },
    });
    const address = page.url();
    expect(new URL(address).search).toMatch(/^\?trip=return&from=LON\.all&to=JFK&depart=/);

    let calls = bidder.calls.length;
    await page.reload();
    await searched(calls);
    expect(asked()).toEqual(first);
    await valueIs("origin", "London (LON, all)");
    expect({
      adults: await box("adults").inputValue(),
      age: await page.getByLabel("Age of child 2").inputValue(),
      stops: await box("maxStops").inputValue(),
      from: await page.getByLabel("Departs from").first().inputValue(),
    }).toEqual({ adults: "2", age: "1", stops: "1", from: "06:00" });

    await box("adults").fill("1");
    await go();
    await until(() => page.url() !== address, { what: "another address" });
    await ended();
    calls = bidder.calls.length;
    await page.goBack();
    await searched(calls);
    expect({ search: asked(), adults: await box("adults").inputValue() }).toEqual({
      search: first,
      adults: "2",
    });
  });

  test("several flights, each from where the last one ends", async () => {
    await radio("Multi-city").check();
    await choose();
    await page.getByRole("button", { name: "Add a flight" }).click();
    expect(await box("origin3").count()).toBe(1);
    await box("origin2").fill("JFK");
    await box("destination2").fill("SFO");
    await page.getByRole("button", { name: "Remove flight 3" }).click();
    await box("departureDate2").fill(inDays(45));
    bidder.follow((_call, reply) => reply.empty());
    await go();
    await page.locator("#progress", { hasText: "Ended by complete" }).waitFor();
    expect(asked()?.slices).toEqual([
      expect.objectContaining({ origin: "LHR", destination: "JFK" }),
      { origin: "JFK", destination: "SFO", departureDate: inDays(45) },
    ]);
  });

  test("a fault in what is folded unfolds it, and the summary leads there", async () => {
    await choose();
    await page.locator("#advanced > summary").click();
    await box("viaOnly").fill("QQQ");
    await page.locator("#advanced > summary").click();
    expect(await box("viaOnly").isVisible()).toBe(false);
    await go();
    const link = page.getByRole("alert").getByRole("link", { name: /^Change only in: / });
    await link.click();
    expect(await page.locator("#viaOnly:focus").count()).toBe(1);
  });

  test("the prices of a month come from the calendar's auction, and a day is chosen by keyboard", async () => {
    const month = inDays(40).slice(0, 7);
    await choose();
    await box("departureDate").fill(inDays(40));
    await page.getByRole("button", { name: "Prices" }).click();
    const dialog = page.getByRole("dialog");
    const priced = dialog.locator(".day.lowest");
    await priced.first().waitFor();
    expect(await dialog.getByText("The lowest price for all travellers.").count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "search-calendar-1440");
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await overflowing(page)).toEqual([]);
    await shoot(page, "search-calendar-320");
    const day = await priced.first().getAttribute("data-day");
    expect(day?.slice(0, 7)).toBe(month);
    await priced.first().focus();
    const step = day?.endsWith("-01") ? "ArrowRight" : "ArrowLeft";
    await page.keyboard.press(step);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    const shift = step === "ArrowRight" ? 1 : -1;
    const chosen = new Date(Date.parse(`${day}T00:00Z`) + shift * 86_400_000);
    expect(await box("departureDate").inputValue()).toBe(chosen.toISOString().slice(0, 10));
  });

  /** The prices of a month that reach out of their day's box, or are broken between figures. */
  const cutPrices = () =>
    page.evaluate<string[]>(`
      [...document.querySelectorAll(".day small")]
        .filter((one) => {
          const box = one.parentElement.getBoundingClientRect();
          const range = document.createRange();
          range.selectNodeContents(one);
          const { left, right, bottom } = range.getBoundingClientRect();
          const price = document.createRange();
          price.selectNodeContents(one.lastChild);
          return (
            left < box.left ||
            right > box.right ||
            bottom > box.bottom ||
            price.getClientRects().length > 1
          );
        })
        .map((one) => one.textContent)`);

  test("a month without the answer of a bidder marks its days, and says whose answer is missing", async () => {
    bidder.follow((call, reply) => {
      const sheet = sheetOf([flightOffer(call.search, { amount: 123_400 })]);
      reply.bid({ final: false, status: "offers", sheet });
      reply.failed("internal");
    });
    await choose();
    await box("departureDate").fill(inDays(40));
    await page.getByRole("button", { name: "Prices" }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByText(
        /On 1 day marked ≤ there may be a lower price\. On \d+ days marked \? no price is known\. There is no answer from nonstop\.$/,
      )
      .waitFor();
    const day = dialog.locator(".day.lowest").first();
    expect(await day.getAttribute("aria-label")).toMatch(
      / or less: no answer from nonstop, the lowest$/,
    );
    expect(await day.locator("small").innerText()).toMatch(/^≤/);
    const other = dialog.locator(".day:not(.lowest)").last();
    expect({
      said: await other.getAttribute("aria-label"),
      mark: await other.locator("small").innerText(),
    }).toEqual({
      said: expect.stringMatching(/, no price yet: no answer from nonstop$/),
      mark: "?",
    });
    const legend = await dialog.locator(".calendar-legend > div").allTextContents();
    expect(legend).toEqual([
      "99A green, bold pricethe lowest of these days",
      "≤A price with the mark at mostthere may be a lower price: not every bidder has answered",
      "?A question markno price is known: not every bidder has answered",
      "15A filled daythe day that is chosen",
      "1A grey daycannot be chosen any more",
    ]);
    expect(await axeViolations(page)).toEqual([]);
    // A price that is cut off is another price.
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await cutPrices()).toEqual([]);
    await shootWide(page, "search-calendar-marks");
  });

  test("on a phone the form is one line after a search, until it is opened again", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await choose("London (LON, all)");
    await go();
    await ended();
    const line = page.getByRole("button", { name: /London → New York/ });
    await line.waitFor();
    expect(await box("origin").isVisible()).toBe(false);
    expect({ axe: await axeViolations(page), wide: await overflowing(page) }).toEqual({
      axe: [],
      wide: [],
    });
    await shoot(page, "search-folded-360");
    await line.press("Enter");
    await until(async () => (await page.locator("#origin:focus").count()) === 1, {
      what: "the focus in the form",
    });
    await page.setViewportSize({ width: 1_440, height: 900 });
    expect(await box("origin").isVisible()).toBe(true);
  });

  test("from and to stand side by side where two columns fit, and so do their dates", async () => {
    await radio("Return").check();
    const rows: Record<number, unknown> = {};
    for (const width of [360, 600, 768, 1_440]) {
      await page.setViewportSize({ width, height: 900 });
      const tops = await page.evaluate<number[]>(
        `["origin", "destination", "departureDate", "returnDate"].map((id) =>
          Math.round(document.getElementById(id).getBoundingClientRect().top))`,
      );
      rows[width] = tops.map((top) => [...new Set(tops)].sort((a, b) => a - b).indexOf(top));
      await shoot(page, `search-places-${width}`);
    }
    expect(rows).toEqual({
      360: [0, 1, 2, 3],
      600: [0, 0, 1, 1],
      768: [0, 0, 1, 1],
      1440: [0, 0, 0, 0],
    });
  });

  describe("every state is accessible, and no wider than its window", () => {
    const states: Record<string, () => Promise<unknown>> = {
      empty: async () => {},
      list: async () => {
        await box("origin").pressSequentially("london");
        await page.getByRole("option").first().waitFor();
      },
      "no-match": async () => {
        await box("origin").pressSequentially("Nowhere");
        await page.locator(".no-match").waitFor();
      },
      everything: async () => {
        await radio("Multi-city").check();
        await box("children").fill("3");
        await page.locator("#advanced > summary").click();
      },
      faults: async () => {
        await radio("Return").check();
        await box("adults").fill("0");
        await go();
        await page.getByRole("alert").waitFor();
      },
    };

    test.each(Object.keys(states))("%s", async (state) => {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await states[state]?.();
      const found: Record<string, unknown> = {};
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        found[width] = await overflowing(page);
        await shoot(page, `search-${state}-${width}`);
      }
      const light = await axeViolations(page);
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await axeViolations(page);
      await shoot(page, `search-${state}-dark`);
      expect({ found, light, dark }).toEqual({
        found: Object.fromEntries(WIDTHS.map((width) => [width, []])),
        light: [],
        dark: [],
      });
    });
  });
});
