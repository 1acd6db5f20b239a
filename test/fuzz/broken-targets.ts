/**
 * Mistakes that were put in on purpose: each is a target with one mistake in it, of a kind that
 * code which reads foreign input really makes. The fuzzer must find each of them.
 */
import { parseJsonBody } from "../../gateway/search/json-body.ts";
import { decodeBid, decodeRowOffer, EMPTY_SHEET } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { fieldsOf } from "./mutate-protobuf.ts";
import { type FuzzTarget, must } from "./target.ts";
import { bid, bidSeeds } from "./targets/bid.ts";
import { searchesJson } from "./targets/searches.ts";
import { ssim } from "./targets/ssim.ts";

/** What `read` refuses by a typed error is no finding; anything else that is thrown is one. */
function refusing(read: () => void): void {
  try {
    read();
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
  }
}

const text = (input: Uint8Array) => Buffer.from(input).toString("latin1");

export const BROKEN: Readonly<Record<string, FuzzTarget>> = {
  "prices are added and converted without a check of what comes out": {
    ...bid,
    run: (input) =>
      refusing(() => {
        const { sheet } = decodeBid(input);
        const sum = 1_000 * [...sheet.price].reduce((total, price) => total + price, 0);
        must(Number.isSafeInteger(sum), () => `a sum of ${sum}`);
      }),
  },
  "an offer is read without a check of its body": {
    ...bid,
    run(input) {
      let sheet: ReturnType<typeof decodeBid>["sheet"] = EMPTY_SHEET;
      refusing(() => {
        sheet = decodeBid(input).sheet;
      });
      for (let row = 0; row < sheet.rows; row++) decodeRowOffer(sheet, row);
    },
  },
  "a message of two sheets is taken for one": {
    ...bid,
    seeds: () => bidSeeds().slice(0, 2),
    run(input) {
      const sheets = (fieldsOf(input) ?? []).filter(({ number }) => number === SHEET_FIELD);
      must(sheets.length < 2, () => "two sheets");
    },
  },
  "the error of a parser comes through": {
    ...searchesJson,
    run: (input) => refusing(() => void JSON.parse(text(input))),
  },
  "a field is believed to be a list": {
    ...searchesJson,
    run: (input) =>
      refusing(() => {
        const raw = parseJsonBody(input) as { slices?: { length: number; map: () => void } };
        if (raw?.slices !== undefined && raw.slices.length !== 0) raw.slices.map.call(raw.slices);
      }),
  },
  "a word deep in a text is compared with": {
    ...searchesJson,
    run: (input) => must(!/"departureDate":"bags"/.test(text(input)), () => "the word"),
  },
  "the time grows with the square of a run of zeros": {
    ...searchesJson,
    msMax: 0.5,
    run(input) {
      for (let i = 0; i < input.length; i++)
        for (let j = i; j < input.length && input[j] === input[i]; j++)
          Math.hypot(i, j, input.length);
    },
    seeds: () => [Buffer.alloc(6_000, "0")],
  },
  "a record is believed to be whole": {
    ...ssim,
    run(input) {
      for (const line of text(input).split("\n"))
        if (line.startsWith("3")) must(line.length >= 150, () => `a leg of ${line.length} bytes`);
    },
  },
  "a date is believed to be one": {
    ...ssim,
    run(input) {
      for (const [, date = ""] of text(input).matchAll(/(\d\d[A-Z]{3}26)/g))
        must(!date.startsWith("31FEB"), () => date);
    },
  },
};

/** Of a bid, in proto/auction.proto. */
const SHEET_FIELD = 6;
