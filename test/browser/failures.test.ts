/** When things go wrong: what the page says then, and what helps. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { flightOffers } from "../harness/offers.ts";
import { startTcpProxy, type TcpProxy } from "../harness/tcp-proxy.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot, shootWide } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

const BUILT = join(import.meta.dirname, "..", "..", "gateway", "web", "dist", "assets");
const SCRIPT_BYTES_MAX = 120_000;

(skipped ? describe.skip : describe)("when things go wrong", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidder: ScriptedBidder;
  let other: ScriptedBidder;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let proxy: TcpProxy | undefined;

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    broker = await startBroker();
    bidder = await scriptedBidder(broker, "nonstop", (call, reply) =>
      reply.offers(flightOffers(call.search, 2)),
    );
    other = await scriptedBidder(broker, "stops", (_call, reply) => reply.empty());
    gateway = await gatewayOn(broker, ["nonstop", "stops"], { AUCTION_DEADLINE_MS: "10000" });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await bidder?.stop();
    await other?.stop();
    await broker?.stop();
  });

  beforeEach(async () => {
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 360, height: 740 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
  });

  afterEach(async () => {
    await page.context().close();
    await proxy?.stop();
    proxy = undefined;
    expect(errors).toEqual([]);
  });

  const alert = () => page.getByRole("alert");
  const looksRight = async (name: string) => {
    await shootWide(page, `failure-${name}`);
    expect({ axe: await axeViolations(page), wide: await overflowing(page) }).toEqual({
      axe: [],
      wide: [],
    });
  };

  async function search(): Promise<void> {
    await page.locator("#origin").fill("London (LHR)");
    await page.locator("#destination").fill("New York (JFK)");
    await page.getByRole("button", { name: "Search", exact: true }).click();
  }

  test("a stream that is cut: what had come stays, the page says so, and another try ends well", async () => {
    await visit(page, gateway.url);
    let requests = 0;
    const opened = { searchId: "s", deadlineMs: 10_000, expected: ["nonstop"] };
    await page.route("**/v1/searches?*", (route) =>
      ++requests > 1
        ? route.continue()
        : route.fulfill({
            contentType: "text/event-stream",
            body: `event: opened\ndata: ${JSON.stringify(opened)}\n\n`,
          }),
    );
    await search();
    await alert().getByText("The connection ended before the result came.").waitFor();
    expect(await page.locator("#origin").isVisible()).toBe(true);
    await page.locator("#bidders [data-bidder=nonstop]").getByText("not known").waitFor();
    await looksRight("cut");
    await alert().getByRole("button", { name: "Try again" }).click();
    await page.locator("#itineraries > li").first().waitFor();
    expect(await alert().isVisible()).toBe(false);
  });

  test("a stream that is cut after offers: they stay, as of an auction that was not finished, until another try has its own", async () => {
    proxy = await startTcpProxy(gateway.url);
    // It is waited for, until the stream is cut.
    other.follow(() => {});
    await visit(page, proxy.url.replace("nats:", "http:"));
    await search();
    const items = page.locator("#itineraries > li");
    await items.nth(1).waitFor();
    const unfinished = page.locator(".unfinished");
    expect({ before: await unfinished.count() }).toEqual({ before: 0 });
    const texts = await items.allTextContents();
    // Nor can the search be sent once more.
    const searches = "**/v1/searches?*";
    await page.route(searches, (route) => route.abort("connectionrefused"));
    proxy.hang(/^$/);
    proxy.heal();
    await alert().getByText("The gateway cannot be reached.").waitFor();
    expect({ shown: await items.allTextContents(), said: await unfinished.textContent() }).toEqual({
      shown: texts,
      said: "The auction was cut off before its end. These itineraries had come by then: better ones may be missing.",
    });
    await page.locator("#bidders [data-bidder=nonstop]").getByText("answered").waitFor();
    await page.locator("#bidders [data-bidder=stops]").getByText("not known").waitFor();
    await looksRight("cut-after-offers");
    other.follow((call, reply) => reply.offers(flightOffers(call.search, 3, { carrier: "LH" })));
    await page.unroute(searches);
    await alert().getByRole("button", { name: "Try again" }).click();
    await page.locator(".shown-of", { hasText: "5 of 5" }).waitFor();
    expect({ unfinished: await unfinished.count(), alert: await alert().isVisible() }).toEqual({
      unfinished: 0,
      alert: false,
    });
  });

  test("a gateway that is away", async () => {
    await visit(page, gateway.url);
    await page.route("**/v1/**", (route) => route.abort("connectionrefused"));
    await search();
    await alert().getByText("The gateway cannot be reached. Is it still running?").waitFor();
    await looksRight("away");
    await page.unroute("**/v1/**");
    await alert().getByRole("button", { name: "Try again" }).click();
    await page.locator("#itineraries > li").first().waitFor();
  });

  test("a gateway that refuses without a reason", async () => {
    await visit(page, gateway.url);
    await page.route("**/v1/searches?*", (route) =>
      route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }),
    );
    await search();
    await alert().getByText("The gateway answered with status 502 and no reason.").waitFor();
  });

  test("a part of the page that is gone after a deployment: the page says that it must be loaded again", async () => {
    await visit(page, gateway.url);
    await page.route("**/assets/market-page-*.js", (route) =>
      route.fulfill({ status: 404, contentType: "text/plain", body: "gone" }),
    );
    await page.evaluate(
      "history.pushState(null, '', '/market'); dispatchEvent(new PopStateEvent('popstate'))",
    );
    await alert().getByText("A part of this page cannot be loaded.").waitFor();
    expect(await page.getByText("Loading…").count()).toBe(0);
    await looksRight("old-page");
    await page.unroute("**/assets/market-page-*.js");
    await alert().getByRole("button", { name: "Reload" }).click();
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    expect(await alert().count()).toBe(0);
  });

  test("a page whose script is gone says so, and is not blank", async () => {
    await page.route("**/assets/*.js", (route) => route.fulfill({ status: 404, body: "gone" }));
    await visit(page, gateway.url);
    await page.getByText("The page is loading. If this text stays, reload the page.").waitFor();
    await shoot(page, "failure-no-script");
  });

  test("an address that the page does not have leads back to the search", async () => {
    await visit(page, gateway.url);
    await page.evaluate(
      "history.pushState(null, '', '/elsewhere'); dispatchEvent(new PopStateEvent('popstate'))",
    );
    await page.getByRole("link", { name: "Search for flights" }).click();
    await page.locator("#origin").waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test.each([
    "br",
    "gz",
  ])(`all script together has less than ${SCRIPT_BYTES_MAX / 1_000} kB on the wire: %s`, (coding) => {
    const files = readdirSync(BUILT).sort();
    const scripts = files.filter((name) => name.endsWith(".js"));
    const compressed = files.filter((name) => name.endsWith(`.js.${coding}`));
    const bytes = compressed.reduce((sum, name) => sum + statSync(join(BUILT, name)).size, 0);
    // The views that are loaded on demand are scripts of their own.
    expect(scripts.length).toBeGreaterThan(1);
    expect(compressed).toEqual(scripts.map((name) => `${name}.${coding}`));
    expect(bytes).toBeLessThan(SCRIPT_BYTES_MAX);
  });
});
