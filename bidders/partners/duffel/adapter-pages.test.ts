import { describe, expect, test } from "@jest/globals";
import { readDuffelAnswer } from "../../../test/fixtures/partners/duffel-sample.ts";
import {
  duffelAnswer,
  duffelOffers,
  partner,
  reading,
  SEARCH,
} from "../../../test/fixtures/partners/partner.ts";
import { runToEnd } from "../parsing/parse-answer.ts";
import { duffel } from "./adapter.ts";

describe("pages", () => {
  const path = (cursor: string) =>
    duffel.request(SEARCH, partner({ url: "http://x/base" }), { supplierTimeoutMs: 600, cursor });

  test("an answer without its offers states where they are; each page names the next by Duffel's cursor", () => {
    const first = readDuffelAnswer(duffelAnswer({ id: "orq_1" }), SEARCH);
    expect(first).toEqual({
      offers: [],
      refused: [],
      read: 0,
      next: "offer_request_id=orq_1&sort=total_amount&limit=200",
    });
    const { method, path: target, body, headers } = path(first.next ?? "");
    expect({ method, target, body }).toEqual({
      method: "GET",
      target: "/base/air/offers?offer_request_id=orq_1&sort=total_amount&limit=200",
      body: null,
    });
    expect(headers).toMatchObject({ authorization: "Bearer t", "duffel-version": "v2" });
    expect(headers).not.toHaveProperty("content-type");
    const second = readDuffelAnswer(
      duffelAnswer(duffelOffers(2), { after: "g2w=&", limit: 200 }),
      SEARCH,
      first.next,
    );
    expect({ read: second.read, offers: second.offers.length }).toEqual({ read: 2, offers: 2 });
    expect(second.next).toBe("offer_request_id=orq_1&sort=total_amount&limit=200&after=g2w%3D%26");
    const last = readDuffelAnswer(
      duffelAnswer(duffelOffers(1), { after: null }),
      SEARCH,
      second.next,
    );
    expect(last.next).toBeNull();
  });

  test("an answer with its offers may have more of them on a next page", () => {
    const body = duffelAnswer({ id: "orq_1", offers: duffelOffers(1) }, { after: "abc" });
    expect(readDuffelAnswer(body, SEARCH).next).toBe(
      "offer_request_id=orq_1&sort=total_amount&limit=200&after=abc",
    );
  });

  test.each<[string, object, object]>([
    ["a cursor without the id of a request", { offers: duffelOffers(1) }, { after: "abc" }],
    ["a cursor that is not a text", { id: "orq_1", offers: duffelOffers(1) }, { after: 7 }],
    [
      "a cursor that is too long (A6)",
      { id: "orq_1", offers: duffelOffers(1) },
      { after: "x".repeat(5_000) },
    ],
  ])("%s is not followed, and is reported", (_, data, meta) => {
    const { offers, refused, next } = readDuffelAnswer(duffelAnswer(data, meta), SEARCH);
    expect({ offers: offers.length, next }).toEqual({ offers: 1, next: null });
    expect(refused).toEqual(["what follows, on a page that it does not name as Duffel does"]);
  });

  test("A6: of a page, as many offers are read as are left of the limit", () => {
    const page = runToEnd(
      duffel.offers(
        duffelAnswer(duffelOffers(5)),
        reading({ cursor: "offer_request_id=orq_1", offersMax: 3 }),
      ),
    );
    expect(page).toMatchObject({ read: 3, refused: ["2 offers beyond the first 3"] });
  });
});
