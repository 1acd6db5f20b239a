/** The page of a gateway with tenants: it asks for a key, and sends it with all that it asks. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { flightOffers } from "../harness/offers.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

(skipped ? describe.skip : describe)("the page of a gateway with tenants", () => {
  const key = testKey();
  const folder = mkdtempSync(join(tmpdir(), "page-key-"));
  let broker: Broker;
  let gateway: Gateway;
  let bidder: ScriptedBidder;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    const path = join(folder, "tenants.json");
    writeFileSync(path, JSON.stringify({ tenants: [{ id: "acme", keys: [key.entry()] }] }));
    broker = await startBroker();
    bidder = await scriptedBidder(broker, "nonstop", (call, reply) =>
      reply.offers(flightOffers(call.search, 2)),
    );
    const settings = { TENANTS_FILE: path, AUCTION_DEADLINE_MS: "10000" };
    gateway = await gatewayOn(broker, ["nonstop"], settings, {}, key.bearer);
    browser = await launch(executable);
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 360, height: 740 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await bidder?.stop();
    await broker?.stop();
    rmSync(folder, { recursive: true });
  });

  const notice = () => page.locator("#key-notice");
  const use = async (text: string) => {
    await page.getByLabel("Key", { exact: true }).fill(text);
    await page.getByRole("button", { name: "Use this key" }).click();
  };

  test("it asks for a key, says why, and asks again after a wrong one (OWNKEY-2)", async () => {
    await visit(page, gateway.url);
    await notice().getByText("this gateway needs a key").waitFor();
    await shoot(page, "key");
    expect({ axe: await axeViolations(page), wide: await overflowing(page) }).toEqual({
      axe: [],
      wide: [],
    });
    await use("two words");
    await notice().getByText("without spaces").waitFor();
    await use(testKey().key);
    await notice().getByText("the key is not known here").waitFor();
  });

  test("with the right one it searches, also after it is loaded again, until the key is forgotten (OWNKEY-1)", async () => {
    await use(key.key);
    await page.getByRole("button", { name: "Forget the key" }).waitFor();
    const addresses: string[] = [];
    page.on("request", (request) => void addresses.push(request.url()));
    await page.locator("#origin").fill("London (LHR)");
    await page.locator("#destination").fill("New York (JFK)");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.locator("#itineraries > li").first().waitFor();
    await page.reload();
    await page.locator("#itineraries > li").first().waitFor();
    expect({
      wanted: await notice().count(),
      inAddress: addresses.some((address) => address.includes(key.key)),
    }).toEqual({ wanted: 0, inAddress: false });
    await page.getByRole("button", { name: "Forget the key" }).click();
    await notice().getByText("this gateway needs a key").waitFor();
  });
});
