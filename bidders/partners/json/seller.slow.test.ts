/**
 * A mapped seller over real HTTP and HTTPS, by the client, the guard and the reading thread that
 * all partners have.
 */
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  jsonAnswer,
  jsonFlight,
  jsonOffer,
  jsonOtherTicket,
} from "../../../test/fixtures/partners/mapping.ts";
import {
  answer,
  askPartner,
  clientOf,
  closeAll,
  inTurn,
  recorded,
  type SellerScript,
  startSeller,
} from "../../../test/fixtures/partners/seller.ts";
import { certificate } from "../../../test/harness/certificate.ts";
import type { PartnerEntry } from "../entries.ts";
import { ANSWER_PARSER } from "../parsing/answer-parser.ts";
import { RESPONSE_BYTES_MAX } from "../parsing/parse-answer.ts";

afterEach(closeAll);

const acme = async (script: SellerScript, change: object = {}, entry: Partial<PartnerEntry> = {}) =>
  clientOf(jsonOtherTicket(change, { url: await startSeller(script), ...entry }));
const offers = (count: number, first = 0) =>
  Array.from({ length: count }, (_, i) =>
    jsonOffer({ id: `A${i}`, legs: [{ flights: [jsonFlight({ no: first + i + 1 })] }] }),
  );
const zipped = (body: string | Buffer) =>
  answer(200, gzipSync(body), { "content-encoding": "gzip" });

test("its offers are sold, page by page, as its mapping states", async () => {
  const { script, asked } = recorded(
    inTurn(
      answer(200, jsonAnswer(offers(2), { next: "c2" })),
      answer(200, jsonAnswer(offers(1, 2))),
    ),
  );
  await expect(askPartner(await acme(script))).resolves.toEqual({
    sellers: ["Acme", "Acme", "Acme"],
    notes: [],
    pages: 2,
  });
  expect(asked).toEqual(["POST /search", "POST /search"]);
});

test("a large answer is read on the thread, by the same mapping", async () => {
  const body = jsonAnswer(offers(600));
  expect(body.length).toBeGreaterThan(4 * ANSWER_PARSER.inPlaceBytesMax);
  const received = await askPartner(await acme(zipped(body)));
  expect(received).toMatchObject({ notes: [], pages: 1 });
  expect(received.sellers).toHaveLength(600);
});

describe("bad input: named, and nothing sold", () => {
  const JSON_TYPE = { "content-type": "application/json" };
  test.each<[string, SellerScript, RegExp]>([
    [
      "HTML",
      answer(200, "<h1>Sorry</h1>", { "content-type": "text/html" }),
      /^answered HTML where JSON was due$/,
    ],
    [
      "HTML with the media type of JSON",
      answer(200, "<h1>Sorry</h1>", JSON_TYPE),
      /^answered HTML where JSON was due$/,
    ],
    [
      "another type",
      answer(200, jsonAnswer(offers(1)), { "content-type": "text/csv" }),
      /^answered 'text\/csv' where JSON was due$/,
    ],
    [
      "200 with an error inside",
      answer(200, '{"fault":"E42: closed"}'),
      /^answered an error: E42: closed$/,
    ],
    [
      "an error beside good offers",
      answer(200, JSON.stringify({ fault: "half of it", ...JSON.parse(jsonAnswer(offers(1))) })),
      /^answered an error: half of it$/,
    ],
    [
      "prices as floats",
      answer(200, jsonAnswer([jsonOffer({ price: { total: 123.45, currency: "EUR" } })])),
      /^refused 1 of 1 offers: A1 costs 123\.45, a JSON number: a decimal string \("123\.45"\) is an exact amount$/,
    ],
    [
      "a million offers",
      zipped(jsonAnswer(Array(1_000_000).fill(0))),
      /^answered more than 500000 values$/,
    ],
    [
      "truncated JSON",
      answer(200, jsonAnswer(offers(3)).slice(0, -20)),
      /^answered broken JSON where JSON was due$/,
    ],
    [
      "an incomplete body",
      (_, response) =>
        void response
          .writeHead(200, { "content-length": "999" })
          .write("{", () => response.destroy()),
      /^its answer broke off: /,
    ],
    [
      "a gzip bomb",
      zipped(Buffer.alloc(RESPONSE_BYTES_MAX + 1)),
      /^answered more than 8388608 bytes$/,
    ],
    [
      "a redirect",
      answer(307, "", { location: "http://127.0.0.1:1/" }),
      /^answered 307, and redirects are not followed$/,
    ],
    [
      "503 with its error text",
      answer(503, '{"fault":"maintenance"}'),
      /^answered 503: answered an error: maintenance$/,
    ],
  ])("%s", async (_, script, why) => {
    await expect(askPartner(await acme(script))).rejects.toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
      message: expect.stringMatching(why),
    });
  });

  test("an invalid certificate", async () => {
    const { script, asked } = recorded(answer(200, jsonAnswer(offers(1))));
    const url = await startSeller(script, certificate({ common: "alone", host: "127.0.0.1" }));
    await expect(askPartner(clientOf(jsonOtherTicket({}, { url })))).rejects.toThrow(
      "no answer: its certificate does not hold: it is signed by itself",
    );
    expect(asked).toEqual([]);
  });
});

describe("a next page", () => {
  const link = { answer: { pages: { kind: "link", next: "result.next" } } };
  const first = (next: string) => answer(200, jsonAnswer(offers(1), { next }));

  test("on another host is not asked: the first page is sold, and the other host receives no request", async () => {
    const other = recorded(answer(200, jsonAnswer(offers(1, 1))));
    const elsewhere = await startSeller(other.script);
    const client = await acme(first(`${elsewhere}/page/2`), link);
    await expect(askPartner(client)).rejects.toMatchObject({
      health: "unhealthy",
      message: `page 2: its next page is on another host, ${elsewhere}, which is not asked`,
    });
    expect(other.asked).toEqual([]);
  });

  test("of its own host is asked", async () => {
    const { script, asked } = recorded(
      inTurn(first("/page/2?x=1"), answer(200, jsonAnswer(offers(1, 1)))),
    );
    await expect(askPartner(await acme(script, link))).resolves.toMatchObject({
      sellers: ["Acme", "Acme"],
      notes: [],
    });
    expect(asked).toEqual(["POST /search", "GET /page/2?x=1"]);
  });

  test.each([
    ["by link", link, "/page/2"],
    ["by cursor", {}, "c2"],
  ])("that always names itself as the next is read once: %s", async (_, change, next) => {
    const { script, asked } = recorded(first(next));
    const { notes, sellers } = await askPartner(await acme(script, change));
    expect({ asked: asked.length, sellers: sellers.length }).toEqual({ asked: 2, sellers: 2 });
    expect(notes).toEqual([
      "page 2 names as the next one a page that was read; it is not read again",
    ]);
  });
});

test("a search that its protocol cannot express is not sent, and that is not a failure", async () => {
  const { script, asked } = recorded(answer(200, jsonAnswer(offers(1))));
  const client = await acme(script, { request: { cabins: { business: "C" } } });
  await expect(askPartner(client)).resolves.toEqual({
    sellers: [],
    notes: ["cannot be asked for economy"],
    pages: 1,
  });
  expect(asked).toEqual([]);
});

test("its token is in no reason, in whichever place it is sent", async () => {
  const secret = { token: "s3cret-token" };
  const auth = { request: { auth: { kind: "query", name: "apikey" } } };
  for (const script of [
    answer(500, "no"),
    answer(200, "no"),
    (request: { socket: { destroy(): void } }) => request.socket.destroy(),
  ]) {
    const fault = await askPartner(await acme(script as SellerScript, auth, secret)).catch(
      (thrown: Error) => thrown,
    );
    expect(fault).toBeInstanceOf(Error);
    expect(`${(fault as Error).message} ${(fault as Error).stack}`).not.toContain("s3cret");
  }
});
