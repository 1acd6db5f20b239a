import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Cabin } from "../../../proto/messages.ts";
import {
  duffelAnswer,
  NEVER,
  reading,
  sampleDuffelOffer,
} from "../../../test/fixtures/partners/partner.ts";
import { until } from "../../../test/harness/until.ts";
import {
  ANSWER_PARSER,
  type AnswerParser,
  type AnswerParserOptions,
  createAnswerParser,
} from "./answer-parser.ts";
import { type ParseTask, RESPONSE_BYTES_MAX, VALUES_MAX } from "./parse-answer.ts";

const EMPTY = '{"data":{"offers":[]}}';
const NOWHERE = {
  threadPath: join(
    import.meta.dirname,
    "../../../test/fixtures/partners/testdata",
    "no-such-thread.ts",
  ),
};
const SCRIPTED = {
  threadPath: join(
    import.meta.dirname,
    "../../../test/fixtures/partners",
    "scripted-parser-thread.ts",
  ),
};

const task = (body: string, encoding: "identity" | "gzip" = "identity"): ParseTask => {
  const bytes = new Uint8Array(encoding === "gzip" ? gzipSync(body) : Buffer.from(body));
  return {
    ...reading(),
    partner: "one",
    adapter: "duffel",
    secret: "",
    body: { bytes, codings: encoding === "gzip" ? [encoding] : [] },
  };
};
/** For the scripted thread: large, and the cabin selects what the thread does. */
const act = (cabin: Cabin): ParseTask => ({
  ...task(" ".repeat(ANSWER_PARSER.inPlaceBytesMax + 1)),
  search: { ...reading().search, cabin },
});

const sound = (offers: number, padding = 0) =>
  duffelAnswer({
    offers: Array.from({ length: offers }, (_, i) =>
      sampleDuffelOffer({
        id: `off_${i}`,
        total_amount: `${300 + i}.00`,
        owner: { name: `Owner ${i}` },
        padding: "x".repeat(padding),
      }),
    ),
  });
/** One list of lists: nothing to check, but 20 ms and more to parse in one go. */
const HEAVY = `{"data":{"offers":[],"pad":[${"[0],".repeat(VALUES_MAX / 2 - 10)}0]}}`;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const OPTIONS: AnswerParserOptions = { ...ANSWER_PARSER, readMsMax: 30_000 };

function parser(over: Partial<AnswerParserOptions> = {}): AnswerParser {
  const one = createAnswerParser({ ...OPTIONS, ...over });
  closing.push(() => one.close());
  return one;
}

describe("a small answer", () => {
  test.each([
    "identity",
    "gzip",
  ] as const)("%s is read in place, without a thread", async (encoding) => {
    const { offers, refused } = await parser(NOWHERE).parse(task(sound(3), encoding), NEVER);
    expect({ offers: offers.length, refused }).toEqual({ offers: 3, refused: [] });
  });

  test("A8: is read in steps: an auction that ends meanwhile stops it, with its reason", async () => {
    const auction = new AbortController();
    const reading = parser(NOWHERE).parse(task(sound(20)), auction.signal);
    const reason = new Error("the auction has ended");
    auction.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  test("that is not JSON counts against the partner", async () => {
    await expect(parser(NOWHERE).parse(task("<h1>"), NEVER)).rejects.toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
      message: "answered HTML where JSON was due",
    });
  });
});

describe("a large answer", () => {
  // One thread for all of them: to start one takes longer than to read most of these.
  let one: AnswerParser;
  beforeAll(() => {
    one = createAnswerParser(OPTIONS);
  });
  afterAll(() => one.close());

  test.each([
    "identity",
    "gzip",
  ] as const)("%s is read on the thread, to the same offers", async (encoding) => {
    const { offers, refused } = await one.parse(task(sound(1_000, 400), encoding), NEVER);
    expect(refused).toEqual([]);
    expect(offers.map((offer) => [offer.seller, offer.price.amount])).toEqual(
      Array.from({ length: 1_000 }, (_, i) => [`Owner ${i}`, (300 + i) * 100]),
    );
  });

  test("with an error keeps, when it is read on the thread, what the error shows about the partner", async () => {
    const body = JSON.stringify({
      errors: [{ type: "airline_error", code: "c" }],
      padding: "x".repeat(ANSWER_PARSER.inPlaceBytesMax),
    });
    await expect(one.parse(task(body), NEVER)).rejects.toMatchObject({
      name: "PartnerFailure",
      health: "healthy",
      message: "c",
    });
  });

  test("states where the next page is, and how much of it was read", async () => {
    const page = JSON.stringify({ ...JSON.parse(sound(300)), meta: { after: "abc" } }).replace(
      '"data":{',
      '"data":{"id":"orq_1",',
    );
    const { offers, ...rest } = await one.parse(task(page), NEVER);
    expect(offers).toHaveLength(300);
    expect(rest).toEqual({ refused: [], read: 300, next: expect.stringContaining("after=abc") });
  });

  test("that has much to parse and nothing to check is parsed on the thread too", async () => {
    await expect(one.parse(task(HEAVY), NEVER)).resolves.toMatchObject({ offers: [], read: 0 });
    const why = { message: expect.stringMatching(/^the reading thread ended: .*no-such-thread/) };
    await expect(parser(NOWHERE).parse(task(HEAVY), NEVER)).rejects.toMatchObject(why);
  });

  test("the event loop runs while it is parsed", async () => {
    const auction = new AbortController();
    const endless = parser(SCRIPTED).parse(act("premium_economy"), auction.signal);
    let turns = 0;
    for (; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve));
    auction.abort(new Error("enough"));
    await expect(endless).rejects.toThrow("enough");
  });

  test("its bytes may be a part of a larger buffer", async () => {
    const buffer = Buffer.concat([Buffer.from("other"), Buffer.from(sound(100))]);
    const bytes = new Uint8Array(
      buffer.buffer,
      buffer.byteOffset + 5,
      buffer.length - 5,
    ) as Uint8Array<ArrayBuffer>;
    const { offers } = await one.parse(
      {
        ...reading(),
        partner: "one",
        adapter: "duffel",
        secret: "",
        body: { bytes, codings: [] },
      },
      NEVER,
    );
    expect(offers).toHaveLength(100);
    expect(buffer.subarray(0, 5).toString()).toBe("other");
  });

  const million = (value: string) => Array(1_000_000).fill(value).join(",");
  test.each([
    ["errors", `{"errors":[${million("{}")}]}`, "answered more than 500000 values"],
    [
      "empty objects as offers",
      `{"data":{"offers":[${million("{}")}]}}`,
      "answered more than 500000 values",
    ],
    [
      "lists within lists",
      `{"data":{"offers":${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}}}`,
      "answered more than 500000 values",
    ],
    ["spaces", " ".repeat(RESPONSE_BYTES_MAX + 1), "answered more than 8388608 bytes"],
    [
      "offers without fields",
      `{"data":{"offers":[${Array(60_000).fill("{}").join(",")}]}}`,
      /^refused 1001 of 1001 offers: offer 0 id: /,
    ],
  ])("A6: a few kB that unpack to millions of %s count against the partner", async (_, body, why) => {
    const compressed = task(body, "gzip");
    expect(compressed.body.bytes.length).toBeLessThan(ANSWER_PARSER.inPlaceBytesMax);
    const message = typeof why === "string" ? why : expect.stringMatching(why);
    await expect(one.parse(compressed, NEVER)).rejects.toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
      message,
    });
  });
});

describe("the thread", () => {
  const TOO_BUSY = /the reading thread had a processor core for less than/;

  test("sends an answer part by part", async () => {
    await expect(parser(SCRIPTED).parse(act("economy"), NEVER)).resolves.toEqual({
      offers: [],
      refused: ["part 3"],
      read: 0,
      next: null,
    });
  });

  test.each<[string, Cabin, Partial<AnswerParserOptions>, string, RegExp]>([
    [
      "that does not end",
      "premium_economy",
      { readMsMax: 100 },
      "unhealthy",
      /^its answer took more than 100 ms to read$/,
    ],
    [
      "that is out of memory",
      "first",
      { heapMbMax: 20 },
      "unhealthy",
      /^its answer took more than 20 MB to read$/,
    ],
    ["that ends by itself", "business", {}, "unknown", /^the reading thread ended: /],
  ])("PARSER-2, PARSER-3: a thread %s is replaced, and only the answer that it read fails", async (_, cabin, over, health, why) => {
    const one = parser({ ...SCRIPTED, ...over });
    // A thread that had no processor is told apart from one that used too much: then again.
    const [bad, good] = await until(async () => {
      const both = await Promise.allSettled([
        one.parse(act(cabin), NEVER),
        one.parse(act("economy"), NEVER),
      ]);
      const hadNone = both.some((end) => end.status === "rejected" && TOO_BUSY.test(end.reason));
      return !hadNone && both;
    });
    expect(bad).toMatchObject({
      reason: { name: "PartnerFailure", health, message: expect.stringMatching(why) },
    });
    expect(good).toMatchObject({ value: { refused: ["part 3"] } });
  });

  test("PARSER-3: when it cannot start, what waits fails, and counts against no partner", async () => {
    const one = parser(NOWHERE);
    for (const _ of [1, 2]) {
      await expect(one.parse(act("economy"), NEVER)).rejects.toMatchObject({
        health: "unknown",
        message: expect.stringMatching(/^the reading thread ended: .*no-such-thread/),
      });
    }
  });

  test("PARSER-1: an answer beyond the queue is refused, and counts against no partner (A6)", async () => {
    const one = parser({ ...SCRIPTED, queueMax: 2 });
    const waiting = [one.parse(act("economy"), NEVER), one.parse(act("economy"), NEVER)];
    await expect(one.parse(act("economy"), NEVER)).rejects.toMatchObject({
      health: "unknown",
      message: "2 large answers wait to be read, no room for more",
    });
    await expect(Promise.all(waiting)).resolves.toHaveLength(2);
    // Their places are free again.
    await expect(one.parse(act("economy"), NEVER)).resolves.toBeDefined();
  });

  test("PARSEQUEUE-1: partners take turns", async () => {
    const one = parser(SCRIPTED);
    const order: string[] = [];
    const read = (partner: string) =>
      one.parse({ ...act("economy"), partner }, NEVER).then(() => order.push(partner));
    await Promise.all(["a", "a", "a", "b", "c", "b"].map(read));
    expect(order).toEqual(["a", "b", "c", "a", "b", "a"]);
  });

  test("PARSEQUEUE-2: when the queue is full, the partner with the most answers loses its latest", async () => {
    const one = parser({ ...SCRIPTED, queueMax: 3 });
    const read = (partner: string) => one.parse({ ...act("economy"), partner }, NEVER);
    const all = await Promise.allSettled(["a", "a", "a", "b", "a", "b"].map(read));
    expect(all.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    expect(all[2]).toMatchObject({
      reason: { health: "unknown", message: "3 large answers wait to be read, no room for more" },
    });
  });

  test("PARSER-1: an answer whose auction has ended leaves at once, whether it waits or is being read (A8)", async () => {
    const one = parser(SCRIPTED);
    const [first, second] = [new AbortController(), new AbortController()];
    const hanging = one.parse(act("premium_economy"), first.signal);
    const waiting = one.parse(act("economy"), second.signal);
    second.abort(new Error("second has ended"));
    await expect(waiting).rejects.toThrow("second has ended");
    first.abort(new Error("first has ended"));
    await expect(hanging).rejects.toThrow("first has ended");
  });

  test("closing ends the thread, the answer that it reads and those that wait", async () => {
    const one = parser(SCRIPTED);
    const all = Promise.allSettled([
      one.parse(act("premium_economy"), NEVER),
      one.parse(act("economy"), NEVER),
    ]);
    await one.close();
    expect(
      (await all).map((left) => left.status === "rejected" && (left.reason as Error).message),
    ).toEqual(["closed", "closed"]);
    await expect(one.parse(task(EMPTY), NEVER)).rejects.toMatchObject({
      health: "unknown",
      message: "closed",
    });
  });
});
