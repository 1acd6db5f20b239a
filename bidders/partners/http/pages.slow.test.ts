/**
 * Answers in pages, over real HTTP: they are read while there is budget, with limits, and each page
 * is sold as it arrives.
 */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import {
  duffelAnswer,
  duffelOffers,
  NEVER,
  NOW,
  partner,
  SEARCH,
  sampleDuffelOffer,
} from "../../../test/fixtures/partners/partner.ts";
import {
  answer,
  askPartner,
  clientOf,
  closeAll,
  inTurn,
  recorded,
  type SellerScript,
  seller,
  startSeller,
} from "../../../test/fixtures/partners/seller.ts";
import { ANSWER_OFFERS_MAX, PAGES_MAX } from "../adapter.ts";

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

const REQUEST = answer(201, duffelAnswer({ id: "orq_1" }));
const page = (offers: readonly object[], after: string | null = null) =>
  answer(200, duffelAnswer([...offers], { after, limit: 200 }));
const OFFERS = "GET /air/offers?offer_request_id=orq_1&sort=total_amount&limit=200";

test("all pages are read, in order, each asked for with the cursor of the one before", async () => {
  const { script, asked } = recorded(
    inTurn(
      REQUEST,
      page(duffelOffers(2), "p2"),
      page(duffelOffers(2, 2), "p3"),
      page(duffelOffers(1, 4)),
    ),
  );
  const received = await askPartner(await seller(script));
  expect(received).toEqual({
    sellers: ["Owner 0", "Owner 1", "Owner 2", "Owner 3", "Owner 4"],
    notes: [],
    pages: 4,
  });
  expect(asked.slice(1)).toEqual([OFFERS, `${OFFERS}&after=p2`, `${OFFERS}&after=p3`]);
});

test("offers that come with the request are the first page", async () => {
  const first = answer(
    201,
    duffelAnswer({ id: "orq_1", offers: duffelOffers(2) }, { after: "p2" }),
  );
  await expect(
    askPartner(await seller(inTurn(first, page(duffelOffers(1, 2))))),
  ).resolves.toMatchObject({
    sellers: ["Owner 0", "Owner 1", "Owner 2"],
    pages: 2,
  });
});

test("a page is sold before the next one has arrived", async () => {
  const second = Promise.withResolvers<void>();
  const slow: SellerScript = (request, response) =>
    void second.promise.then(() => page(duffelOffers(1, 1))(request, response));
  const client = await seller(
    inTurn(
      answer(201, duffelAnswer({ id: "orq_1", offers: duffelOffers(1) }, { after: "p2" })),
      slow,
    ),
  );
  const pages = client.ask(SEARCH, { signal: NEVER, now: () => NOW, remainingMs: () => 60_000 });
  await expect(pages.next()).resolves.toMatchObject({
    value: { offers: [{ seller: "Owner 0" }], isLast: false },
  });
  second.resolve();
  await expect(pages.next()).resolves.toMatchObject({
    value: { offers: [{ seller: "Owner 1" }], isLast: true },
  });
  await expect(pages.next()).resolves.toMatchObject({ done: true });
});

test.each<[string, [string, string][], unknown[]]>([
  [
    "a cheaper one with the fares of both",
    [
      ["Flex", "400.00"],
      ["Light", "300.00"],
    ],
    [
      [40_000, ["Flex"]],
      [30_000, ["Light", "Flex"]],
    ],
  ],
  [
    "a more expensive one by itself",
    [
      ["Light", "300.00"],
      ["Flex", "400.00"],
    ],
    [
      [30_000, ["Light"]],
      [40_000, ["Flex"]],
    ],
  ],
])("a further brand of an itinerary that an earlier page sold is sent: %s", async (_, brands, expected) => {
  const [first, second] = brands.map(([name, total_amount]) =>
    sampleDuffelOffer({ total_amount }, { fare_brand_name: name }),
  );
  const client = await seller(
    inTurn(REQUEST, page([first as object], "p2"), page([second as object])),
  );
  const fares: unknown[] = [];
  for await (const { offers } of client.ask(SEARCH, {
    signal: NEVER,
    now: () => NOW,
    remainingMs: () => 60_000,
  })) {
    fares.push(...offers.map((offer) => [offer.price.amount, offer.fares.map(({ name }) => name)]));
  }
  expect(fares).toEqual(expected);
});

describe("PAGES-1: an answer beyond the limits (A6)", () => {
  test.each([
    ["the limit of all partners", {}, PAGES_MAX],
    ["the partner's pagesMax", { pagesMax: 3 }, 3],
    ["one page", { pagesMax: 1 }, 1],
  ])("is read up to the limit of pages: %s", async (_, entry, pages) => {
    let number = 0;
    const endless: SellerScript = (request, response) =>
      page(duffelOffers(1, number++), `p${number}`)(request, response);
    const { script, asked } = recorded(
      inTurn(
        answer(201, duffelAnswer({ id: "orq_1", offers: duffelOffers(1, 99) }, { after: "p0" })),
        endless,
      ),
    );
    const received = await askPartner(await seller(script, entry));
    expect({
      pages: received.pages,
      sellers: received.sellers.length,
      asked: asked.length,
    }).toEqual({ pages, sellers: pages, asked: pages });
    expect(received.notes).toEqual([
      `read ${pages} ${pages === 1 ? "page" : "pages"}, and left unread what follows`,
    ]);
  });

  test("of many offers is read up to their limit, all pages together", async () => {
    const many = duffelOffers(ANSWER_OFFERS_MAX / 2 + 10);
    const received = await askPartner(
      await seller(
        inTurn(REQUEST, page(many, "p2"), page(duffelOffers(many.length, many.length), "p3")),
      ),
    );
    expect(received.sellers).toHaveLength(ANSWER_OFFERS_MAX);
    expect(received.notes).toEqual([
      `refused 1 of ${ANSWER_OFFERS_MAX / 2 - 10 + 1} offers: 20 offers beyond the first ${ANSWER_OFFERS_MAX / 2 - 10}`,
      `read ${ANSWER_OFFERS_MAX} offers, and left unread what follows on the next page`,
    ]);
  });

  test.each([
    ["to itself", ["p2", "p2"], 3],
    ["back to one before it", ["p2", "p3", "p2"], 4],
  ])("that points %s is not read again", async (_, cursors, requests) => {
    let number = 0;
    const round: SellerScript = (request, response) =>
      page(duffelOffers(1, number), cursors[number++] ?? "p2")(request, response);
    const { script, asked } = recorded(inTurn(REQUEST, round));
    const received = await askPartner(await seller(script));
    expect(asked).toHaveLength(requests);
    expect(received.notes).toEqual([
      `page ${requests} names as the next one a page that was read; it is not read again`,
    ]);
  });
});

describe("earlier pages are sold when a later page", () => {
  const first = answer(
    201,
    duffelAnswer({ id: "orq_1", offers: duffelOffers(1) }, { after: "p2" }),
  );
  const collect = async (script: SellerScript, remainingMs: () => number = () => 60_000) => {
    const client = await seller(script);
    const sellers: string[] = [];
    let fault: unknown;
    try {
      for await (const { offers } of client.ask(SEARCH, {
        signal: NEVER,
        now: () => NOW,
        remainingMs,
      }))
        sellers.push(...offers.map((o) => o.seller));
    } catch (thrown) {
      fault = thrown;
    }
    return { sellers, fault };
  };

  test.each<[string, SellerScript, string, RegExp]>([
    [
      "fails",
      answer(500, '{"errors":[{"code":"c","title":"t"}]}'),
      "unhealthy",
      /^page 2: answered 500: c: t$/,
    ],
    ["is HTML", answer(200, "<h1>"), "unhealthy", /^page 2: answered HTML where JSON was due$/],
    [
      "is redirected",
      answer(302, "", { location: "http://127.0.0.1:1/" }),
      "unhealthy",
      /^page 2: answered 302, and redirects are not followed$/,
    ],
    [
      "is refused",
      answer(429, '{"errors":[{"code":"slow_down"}]}'),
      "unknown",
      /^page 2: answered 429: slow_down$/,
    ],
  ])("%s", async (_, second, health, message) => {
    const { sellers, fault } = await collect(inTurn(first, second));
    expect(sellers).toEqual(["Owner 0"]);
    expect(fault).toMatchObject({
      name: "PartnerFailure",
      health,
      message: expect.stringMatching(message),
    });
  });

  test("FETCH-1: fails, and counts in the circuit like a first page", async () => {
    const client = await seller(inTurn(first, answer(503, "")), {
      breaker: { faults: 1, trialAfterMs: 60_000 },
    });
    await expect(askPartner(client)).rejects.toThrow(/^page 2: answered 503/);
    expect(client.guard.state).toBe("open");
  });

  test("PAGES-1: finds no budget left (A8)", async () => {
    const left = [60_000, 30];
    const { script, asked } = recorded(inTurn(first, page(duffelOffers(1, 1))));
    const { sellers, fault } = await collect(script, () => left.shift() ?? 0);
    expect({ sellers, asked: asked.length }).toEqual({ sellers: ["Owner 0"], asked: 1 });
    expect(fault).toMatchObject({
      health: "unknown",
      message: "page 2: not asked, 30 ms left are too few",
    });
  });

  test("finds the limit used up", async () => {
    jest.spyOn(Date, "now").mockImplementation(() => Date.parse("2026-11-20T10:00:00Z"));
    jest.spyOn(performance, "now").mockImplementation(() => 1_000);
    const limits = {
      "ratelimit-remaining": "0",
      "ratelimit-reset": "Fri, 20 Nov 2026 10:00:09 GMT",
    };
    const { script, asked } = recorded(
      answer(201, duffelAnswer({ id: "orq_1", offers: duffelOffers(1) }, { after: "p2" }), limits),
    );
    const { sellers, fault } = await collect(script);
    expect({ sellers, asked: asked.length }).toEqual({ sellers: ["Owner 0"], asked: 1 });
    expect(fault).toMatchObject({
      health: "unknown",
      message: "page 2: rate-limited until 2026-11-20T10:00:09.000Z",
    });
  });

  test("A8: is still awaited when the auction ends", async () => {
    const auction = new AbortController();
    const closed = Promise.withResolvers<void>();
    const second: SellerScript = (_, response) => {
      response.on("close", () => closed.resolve());
      auction.abort();
    };
    const client = await seller(inTurn(first, second));
    await expect(askPartner(client, 60_000, auction.signal)).rejects.toMatchObject({
      health: "unknown",
      message: "page 2: cancelled",
    });
    await closed.promise;
  });
});

test("when no offer of any page is sold, the answer fails at its end; once an offer is sold, what was refused is noted", async () => {
  const free = (id: string) => sampleDuffelOffer({ id, total_amount: "0.00" });
  const none = inTurn(REQUEST, page([free("off_1")], "p2"), page([free("off_2")]));
  await expect(askPartner(await seller(none))).rejects.toMatchObject({
    health: "healthy",
    message: "refused 2 of 2 offers: off_1 costs nothing; off_2 costs nothing",
  });
  const some = inTurn(REQUEST, page([free("off_1")], "p2"), page(duffelOffers(1)));
  await expect(askPartner(await seller(some))).resolves.toEqual({
    sellers: ["Owner 0"],
    notes: ["refused 1 of 2 offers: off_1 costs nothing"],
    pages: 3,
  });
});

test("a partner is asked only where it serves", async () => {
  const client = clientOf(
    partner({ url: await startSeller(REQUEST), markets: ["LHR.*", "*.SYD"] }),
  );
  const goes = (origin: string, destination: string) =>
    client.serves({ ...SEARCH, slices: [{ origin, destination, departureDate: "2026-12-15" }] });
  expect({
    "LHR-JFK": goes("LHR", "JFK"),
    "PER-SYD": goes("PER", "SYD"),
    "JFK-LHR": goes("JFK", "LHR"),
    "SYD-PER": goes("SYD", "PER"),
  }).toEqual({ "LHR-JFK": true, "PER-SYD": true, "JFK-LHR": false, "SYD-PER": false });
});
