/** The page of a gateway whose users sign in at an issuer: authorization code with PKCE. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type SignInIssuer, startSignInIssuer } from "../fixtures/gateway/sign-in-issuer.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get } from "../harness/gateway.ts";
import { flightOffers, inDays } from "../harness/offers.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";
const SCOPES = "search market offers calendar";

(skipped ? describe.skip : describe)("the page of a gateway where users sign in", () => {
  const key = testKey();
  const folder = mkdtempSync(join(tmpdir(), "page-sign-in-"));
  let issuer: SignInIssuer;
  let broker: Broker;
  let gateway: Gateway;
  let bidder: ScriptedBidder;
  let browser: Browser;
  let page: Page;
  let search: string;
  const wish = (expiresInS: number) => ({
    claims: { tenant: "acme", scope: SCOPES },
    expiresAt: Math.floor(Date.now() / 1_000) + expiresInS,
  });

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    const path = join(folder, "tenants.json");
    writeFileSync(path, JSON.stringify({ tenants: [{ id: "acme", keys: [key.entry()] }] }));
    issuer = await startSignInIssuer();
    issuer.wish = wish(3_600);
    broker = await startBroker();
    bidder = await scriptedBidder(broker, "nonstop", (call, reply) =>
      reply.offers(flightOffers(call.search, 2)),
    );
    const settings = {
      TENANTS_FILE: path,
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: "flights",
      OIDC_CLIENT_ID: "page",
      OIDC_SCOPES: "openid flights",
      AUCTION_DEADLINE_MS: "10000",
    };
    gateway = await gatewayOn(broker, ["nonstop"], settings, {}, key.bearer);
    search = `${gateway.url}/?from=LHR&to=JFK&depart=${inDays(30)}`;
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
    await issuer?.close();
    rmSync(folder, { recursive: true });
  });

  const notice = () => page.locator("#key-notice");
  const signInButton = () => page.getByRole("button", { name: /^Sign in/ });
  const found = () => page.locator("#itineraries > li").first();

  test("the gateway says where, and the page may ask that origin alone (WEBHEADERS-3)", async () => {
    const { body } = await get(gateway, "/v1/sign-in");
    const policy = (await fetch(gateway.url)).headers.get("content-security-policy");
    const elsewhere = (await fetch(`${gateway.url}/live`)).headers.get("content-security-policy");
    expect({ body, policy: policy?.includes(`connect-src 'self' ${issuer.url};`) }).toEqual({
      body: { signIn: { issuer: issuer.url, clientId: "page", scope: "openid flights" } },
      policy: true,
    });
    expect({ elsewhere: elsewhere?.includes(issuer.url) }).toEqual({ elsewhere: false });
  });

  test("it offers to sign in, and then has the search of its address (OWNTOKEN-1, PAGESIGNIN-2)", async () => {
    await visit(page, search);
    await notice().getByText("Sign in to search here").waitFor();
    await signInButton().waitFor();
    await shoot(page, "sign-in");
    expect({ axe: await axeViolations(page), wide: await overflowing(page) }).toEqual({
      axe: [],
      wide: [],
    });
    await signInButton().click();
    await found().waitFor();
    const kept = await page.evaluate<string>(
      "JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])",
    );
    expect({ address: page.url(), kept, notices: await notice().count() }).toEqual({
      address: search,
      kept: '[{},{},""]',
      notices: 0,
    });
  });

  test("an answer counts once: the same address again is refused, and the issuer is not asked (PAGESIGNIN-1)", async () => {
    const before = issuer.came.token;
    await visit(page, `${gateway.url}/?code=code-1&state=mine`);
    await notice().getByText("This tab has begun no sign-in").waitFor();
    expect({ address: page.url(), asked: issuer.came.token - before }).toEqual({
      address: `${gateway.url}/`,
      asked: 0,
    });
  });

  test("an answer with another state is refused, and leads back to the search (PAGESIGNIN-1)", async () => {
    const before = issuer.came.token;
    issuer.state = "of-another-tab";
    await visit(page, search);
    await signInButton().click();
    await notice().getByText("its state differs").waitFor();
    expect({ address: page.url(), asked: issuer.came.token - before }).toEqual({
      address: search,
      asked: 0,
    });
    issuer.state = null;
  });

  test("a refusal of the issuer is said in words", async () => {
    issuer.refusal = "access_denied";
    await signInButton().click();
    await notice().getByText("you may not use this page (access_denied)").waitFor();
    issuer.refusal = null;
    expect({ axe: await axeViolations(page), address: page.url() }).toEqual({
      axe: [],
      address: search,
    });
  });

  test("an issuer that is away is named, and the page can try again", async () => {
    issuer.isAway = true;
    await signInButton().click();
    await notice().getByText(`The answer of the issuer ${issuer.url} is not right`).waitFor();
    issuer.isAway = false;
  });

  test("a token that expires asks to sign in again, and the search stays (OWNTOKEN-2)", async () => {
    // The gateway's clock may differ by half a minute (TOKEN-1): this one is over by then.
    issuer.wish = wish(-60);
    await signInButton().click();
    await notice().getByText("Your sign-in has ended").waitFor();
    await notice().getByText("it has expired").waitFor();
    expect({ address: page.url() }).toEqual({ address: search });
    issuer.wish = wish(3_600);
    await page.getByRole("button", { name: "Sign in again" }).click();
    await found().waitFor();
    expect({ address: page.url() }).toEqual({ address: search });
  });

  test("one that expires while a result is shown takes nothing of it away (OWNTOKEN-2)", async () => {
    const detail = "the token does not count: it has expired";
    await page.route("**/v1/searches/**", (route) =>
      route.fulfill({
        status: 401,
        contentType: "application/problem+json",
        body: JSON.stringify({ detail, code: "unauthorized" }),
      }),
    );
    await page.getByRole("tab").nth(1).click();
    await notice().getByText("Your sign-in has ended").waitFor();
    expect({ isShown: await found().isVisible(), address: page.url() }).toEqual({
      isShown: true,
      address: search,
    });
    await page.unroute("**/v1/searches/**");
    await shoot(page, "sign-in-ended");
    await page.getByRole("button", { name: "Sign in again" }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await found().waitFor();
  });

  test("signing out forgets the token, and ends the session of the issuer", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await signInButton().waitFor();
    expect({ ended: issuer.came.end, address: page.url() }).toEqual({
      ended: 1,
      address: `${gateway.url}/`,
    });
  });
});
