import { describe, expect, test } from "@jest/globals";
import { headers, type Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import {
  ASYNC_HEADER,
  CALENDAR_HEADER,
  DEADLINE_HEADER,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  KEPT_HEADER,
  STREAM_HEADER,
} from "../../proto/subjects.ts";
import { asyncSearches, bid, opened } from "../../test/fixtures/gateway/async-searches.ts";
import { shuttingDown } from "../search/search-service.ts";
import { readCallerHeaders } from "./caller-headers.ts";
import { answerKeptRequest } from "./kept-request.ts";
import { checkAsync } from "./state-request.ts";

/** A question about a search, as the gateway has it, and what is sent for it. */
function asking(refusal?: AuctionError) {
  const driven = asyncSearches();
  const sent: { error: string | undefined; status: string | undefined; body: unknown }[] = [];
  const refused: string[] = [];
  const connection = {
    publish(_reply: string, bytes: Uint8Array, { headers: its = headers() } = {}) {
      const head = (name: string) => its.get(name) || undefined;
      const error = head(ERROR_HEADER)?.split(":")[0];
      const body = JSON.parse(new TextDecoder().decode(bytes));
      sent.push({ error, status: head(ERROR_CODE_HEADER), body });
    },
  };
  const context = {
    id: "here",
    connection,
    events: { refused: (_: string, { code }: AuctionError) => void refused.push(code) },
    tenants: null,
    sharedLedger: null,
    searchService: { refusal: () => refusal, kept: {} },
    asyncSearches: driven.searches,
    clock: driven.clock,
    unread: () => ({ msMax: 0, expectedMs: 0 }),
  };
  const ask = (question: string, body: object, head: Readonly<Record<string, string>> = {}) => {
    const its = headers();
    for (const [name, value] of Object.entries({ [KEPT_HEADER]: question, ...head }))
      its.set(name, value);
    const data = new TextEncoder().encode(JSON.stringify(body));
    const message = { reply: "_INBOX.client.a", headers: its, data } as unknown as Msg;
    return answerKeptRequest(message, context as never);
  };
  return { ...driven, ask, sent, refused };
}

describe("ASYNCNATS-1: the state of a search", () => {
  test("is what is known while it runs, and its end for those who wait", async () => {
    const { ask, begin, sent, clock, searches } = asking();
    const search = begin();
    const { searchId } = search;
    search.observe(opened(searchId));
    search.observe(bid("stops"));
    await ask("search", { searchId });
    expect(sent.pop()?.body).toEqual({ ...searches.view(searchId) });
    const waits = ask("search", { searchId, wait: "10000" });
    await clock.advance(5_000);
    expect({ early: sent.length }).toEqual({ early: 0 });
    await search.end();
    await waits;
    expect(sent).toMatchObject([{ error: undefined, body: { searchId, state: "ended" } }]);
  });

  test("of one that has failed is its problem, with its status, which is no refusal of this request", async () => {
    const { ask, begin, sent, refused } = asking();
    const search = begin();
    const { searchId } = search;
    await search.fail(new AuctionError("no-broker", "no bidder is reached"));
    await ask("search", { searchId });
    expect(sent).toMatchObject([
      {
        error: "no-broker",
        status: "503",
        body: { code: "no-broker", status: 503, searchId, state: "ended" },
      },
    ]);
    expect({ refused }).toEqual({ refused: [] });
  });

  test.each([
    ["search", { wait: "10001" }, "invalid-search", "wait must be a whole number"],
    ["search", { wait: 5_000 }, "invalid-search", "wait must be a whole number"],
    ["search", { details: "yes" }, "invalid-search", "details must be true or false"],
    ["search", { waits: "1" }, "invalid-search", "waits is not a known field"],
    ["cancel", { wait: "1" }, "malformed", "needs its id alone, not 'wait'"],
    ["end", {}, "malformed", "timeline, search, cancel are right"],
  ])("%s with %j is %s", async (question, more, code, words) => {
    const { ask, begin, sent } = asking();
    const { searchId } = begin();
    await ask(question, { searchId, ...more });
    expect(sent).toMatchObject([{ error: code, body: { detail: expect.stringContaining(words) } }]);
  });

  test.each(["search", "cancel"])("%s of one that nobody knows is not found", async (question) => {
    const { ask, sent } = asking();
    await ask(question, { searchId: "none" });
    expect(sent).toMatchObject([{ error: "not-found", status: "404" }]);
  });
});

describe("ASYNCNATS-2: a wait", () => {
  test("ends with the time of its caller, and frees its place", async () => {
    const { ask, begin, sent, clock, searches } = asking();
    const { searchId } = begin();
    const waits = ask("search", { searchId, wait: "5000" }, { [DEADLINE_HEADER]: "300" });
    await clock.settle();
    expect({ early: sent.length, waiters: searches.size.waiters }).toEqual({
      early: 0,
      waiters: 1,
    });
    await clock.advance(300);
    expect(sent).toMatchObject([{ body: { searchId, state: "running", elapsedMs: 300 } }]);
    await waits;
    expect({ waiters: searches.size.waiters }).toEqual({ waiters: 0 });
  });
});

describe("ASYNCNATS-3: while the gateway refuses searches", () => {
  const full = new AuctionError("overloaded", "no room");

  test("the state is told and the search is ended; other questions are refused", async () => {
    const { ask, begin, sent } = asking(full);
    const { searchId, signal } = begin();
    await ask("search", { searchId });
    await ask("cancel", { searchId });
    await ask("facets", { searchId });
    expect({ errors: sent.map(({ error }) => error), ended: signal.aborted }).toEqual({
      errors: [undefined, undefined, "overloaded"],
      ended: true,
    });
    expect(sent[1]?.body).toEqual({});
  });

  test("and while it shuts down", async () => {
    const { ask, begin, sent } = asking(shuttingDown());
    const { searchId } = begin();
    await ask("search", { searchId });
    expect(sent).toMatchObject([{ error: undefined, body: { state: "running" } }]);
  });
});

test.each([
  STREAM_HEADER,
  CALENDAR_HEADER,
])("an asynchronous search with %s is refused, and says which header to leave out", (name) => {
  const its = headers();
  its.set(ASYNC_HEADER, "1");
  its.set(name, "1");
  const caller = readCallerHeaders({ headers: its });
  expect({ wantsAsync: caller.wantsAsync }).toEqual({ wantsAsync: true });
  expect(() => checkAsync(caller)).toThrow(`is not for a request with ${name}`);
});
