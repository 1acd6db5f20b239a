/**
 * A seller that echoes our token, over real HTTP: neither the public reason nor a line of this
 * bidder's log has it, in any spelling. The public reason has a code (`public-reasons.ts`); the
 * names in offers are redacted.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import {
  duffelAnswer,
  NOW,
  partner,
  SEARCH,
  sampleDuffelOffer,
} from "../../../test/fixtures/partners/partner.ts";
import {
  answer,
  closeAll,
  closeLater,
  type SellerScript,
  startSeller,
} from "../../../test/fixtures/partners/seller.ts";
import { ENCODINGS, encodingNames } from "../../../test/fixtures/partners/token-spellings.ts";
import { bidderEvents } from "../../events.ts";
import type { SearchContext } from "../../kit/bidder.ts";
import { Statistics } from "../../kit/statistics.ts";
import { ADAPTERS } from "../adapters.ts";
import { createClient, type PartnerClient } from "../http/client.ts";
import { type Partners, search } from "../index.ts";
import { createAnswerParser } from "../parsing/answer-parser.ts";
import { PARTNER_REASONS } from "../public-reasons.ts";

const TOKEN = "Test_s3cret+token/1 %41\\b";
const SPELLED = encodingNames.map((name) => ENCODINGS[name]?.encode(TOKEN) as string);

// One server, one client and no reading thread for all: each answer is small.
let script: SellerScript = answer(500, "");
let client: PartnerClient;
const reader = createAnswerParser();
beforeAll(async () => {
  const url = await startSeller((request, response) => script(request, response));
  client = createClient(
    partner({ url, token: TOKEN, timeoutMs: 30_000, breaker: { faults: 1_000 } }),
    ADAPTERS.duffel,
    reader,
  );
});
afterAll(async () => {
  await client.close();
  await reader.close();
  await closeAll();
});

/**
 * One auction with one seller: what is public of it, and the lines of the log at the most detailed
 * level.
 */
async function asked(
  by: SellerScript,
  asking = client,
): Promise<{ shown: string; lines: string[] }> {
  script = by;
  const lines: string[] = [];
  const events = bidderEvents(
    pino({ level: "trace" }, { write: (line: string) => void lines.push(line) }),
    new Statistics([], () => 0),
  );
  const resources: Partners = {
    clients: [asking],
    reportFailure: events.failure,
    close: async () => {},
  };
  const shown: unknown[] = [];
  const context = {
    resources,
    auctionId: "search-1",
    signal: new AbortController().signal,
    remainingMs: () => 60_000,
    now: () => NOW,
    convert: ({ amount }: { amount: number }) => amount,
    note: (text: string) => shown.push(text),
    markStopped: () => {},
    sendBatch: async () => {},
  } as unknown as SearchContext<Partners>;
  try {
    for await (const offer of search(SEARCH, context)) shown.push(offer);
  } catch (thrown) {
    shown.push((thrown as Error).message);
  }
  return { shown: JSON.stringify(shown), lines };
}

function expectNoToken(text: string): void {
  for (const name of encodingNames) {
    const { decode } = ENCODINGS[name] as (typeof ENCODINGS)[string];
    expect(decode(text).toLowerCase()).not.toContain(TOKEN.toLowerCase());
  }
  for (const spelled of SPELLED) expect(text).not.toContain(spelled);
  expect(text).not.toMatch(/s3cret/i);
}

const quoted = (text: string) => JSON.stringify(`your key ${text} is wrong`);
const WAYS: Readonly<Record<string, (spelled: string) => SellerScript>> = {
  "in an error's message": (spelled) =>
    answer(401, `{"errors":[{"type":"api_error","message":${quoted(spelled)}}]}`),
  "in an error's code, far behind": (spelled) =>
    answer(500, `{"errors":[{"code":${quoted("x".repeat(140) + spelled)}}]}`),
  "in an error's name of a field": (spelled) =>
    answer(400, `{"errors":[{"source":{"pointer":${quoted(spelled)}}}]}`),
  "in JSON that is broken": (spelled) => answer(200, `{"data":${quoted(spelled)} ${spelled}`),
  "in an offer's id": (spelled) =>
    answer(
      201,
      duffelAnswer({
        offers: [sampleDuffelOffer({ id: spelled.slice(0, 80), total_amount: "0.00" })],
      }),
    ),
  "in an offer's price": (spelled) =>
    answer(201, duffelAnswer({ offers: [sampleDuffelOffer({ total_amount: spelled })] })),
  "in the content type": (spelled) =>
    answer(200, "x", { "content-type": `text/${encodeURIComponent(spelled)}` }),
  "in the content coding": (spelled) =>
    answer(200, "x", { "content-encoding": encodeURIComponent(spelled) }),
  "in the names of what it sells": (spelled) =>
    answer(
      201,
      duffelAnswer({
        offers: [
          sampleDuffelOffer(
            { owner: { name: spelled.slice(0, 60) } },
            { fare_brand_name: spelled.slice(0, 60) },
          ),
        ],
      }),
    ),
};

describe("PARTNERCLIENT-1: our token, echoed", () => {
  test.each(
    Object.keys(WAYS),
  )("%s, in every spelling: neither in public nor logged", async (way) => {
    for (const spelled of SPELLED) {
      // A name has 60 characters at most: longer spellings of the whole token do not fit it.
      if (/name|id/.test(way) && spelled.length > 60) continue;
      const { shown, lines } = await asked((WAYS[way] as (typeof WAYS)[string])(spelled));
      expectNoToken(shown);
      for (const line of lines) {
        expectNoToken(line);
        expectNoToken(JSON.stringify(Object.values(JSON.parse(line))));
      }
    }
  });

  test("the public reason is a code of the closed set, and never the seller's text", async () => {
    for (const [way, scriptOf] of Object.entries(WAYS)) {
      if (way === "in the names of what it sells") continue;
      const { shown } = await asked(scriptOf("WORDS"));
      const [, reason] = /^\["(?:one: )?([a-z-]+)(?: \(\d+ of \d+\))?"/.exec(shown) ?? [];
      expect(Object.keys(PARTNER_REASONS)).toContain(reason);
      expect(shown).not.toContain("WORDS");
    }
  });

  test("every code is in docs/sellers.md, with what it means", () => {
    const document = readFileSync(new URL("../../../docs/sellers.md", import.meta.url), "utf8");
    for (const [code, meaning] of Object.entries(PARTNER_REASONS))
      expect(document).toMatch(new RegExp(`^\\| \`${code}\`.* \\| ${meaning} \\|$`, "m"));
  });

  test("the log has the seller's text, and the search that it was asked for", async () => {
    const { lines } = await asked(
      answer(422, '{"errors":[{"code":"validation_format","message":"WORDS"}]}'),
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 40,
        what: "partner one: partner-refused",
        auctionId: "search-1",
        reason: "answered 422: validation_format: WORDS",
      }),
    ]);
  });

  test("a timeout is a warning without a stack, with the search that it was asked for", async () => {
    const withLittleTime = createClient(
      partner({ url: await startSeller(() => {}), timeoutMs: 30 }),
      ADAPTERS.duffel,
      reader,
    );
    closeLater(() => withLittleTime.close());
    const { shown, lines } = await asked(() => {}, withLittleTime);
    expect(shown).toContain("one: partner-timeout");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 40,
        what: "partner one: partner-timeout",
        auctionId: "search-1",
        reason: "timed out after 30 ms",
      }),
    ]);
    expect(lines[0]).not.toMatch(/"stack"|"err"/);
  });
});
