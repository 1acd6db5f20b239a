import { describe, expect, test } from "@jest/globals";
import { decodePriceRequest } from "../../proto/codec/index.ts";
import type { PriceRequest } from "../../proto/messages.ts";
import { ONE_ROW } from "../../test/fixtures/wire/decoders.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { PriceListener } from "./inbox.ts";
import { PRICES_OPEN_MAX, PriceRequests } from "./price-requests.ts";

const question = {
  call: {
    search: flightSearch(),
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  },
  offer: ONE_ROW,
};

function requestsOf() {
  const clock = new DrivenClock();
  const sent: { subject: string; request: PriceRequest; reply: string }[] = [];
  const listeners = new Map<string, PriceListener>();
  const state = { connected: true, fails: false };
  const requests = new PriceRequests({
    gateway: "g",
    clock,
    connected: () => state.connected,
    inbox: {
      listenForPrice: (token, listener) => void listeners.set(token, listener),
      releasePrice: (token) => void listeners.delete(token),
    },
    connection: {
      publish(subject, payload, options) {
        if (state.fails) throw new Error("the connection is closed");
        const request = decodePriceRequest(payload as Uint8Array);
        sent.push({ subject, request, reply: options?.reply ?? "" });
      },
    },
  });
  const ask = (signal: AbortSignal | null = null, deadlineMs = 1_000) =>
    requests.ask("stops", question, { deadlineMs, signal });
  const listener = () => [...listeners.values()].at(-1) as PriceListener;
  return { clock, sent, listeners, listener, state, requests, ask };
}

const bytes = new Uint8Array([1, 2, 3]);

describe("PRICEREQ-1: a request ends exactly once", () => {
  test("with the answer: it is asked of its kind, and answered in an inbox of its own", async () => {
    const { ask, sent, listener, listeners, requests, clock } = requestsOf();
    const asking = ask();
    const { subject, request, reply } = sent[0] as (typeof sent)[number];
    expect({ subject, reply }).toEqual({
      subject: "auction.price.stops",
      reply: `_INBOX.gw.g.!${request.call.searchId}`,
    });
    expect(request).toMatchObject({
      offer: ONE_ROW,
      call: { ...question.call, gateway: "g", budgetMs: 1_000, sentAtMs: clock.wall() },
    });
    expect(listener().bidder).toBe("stops");
    listener().answer("stops-1", bytes);
    listener().answer("stops-2", new Uint8Array());
    expect(await asking).toEqual({ id: request.call.searchId, instance: "stops-1", bytes });
    expect({ listeners: listeners.size, open: requests.open, timers: clock.timers }).toEqual({
      listeners: 0,
      open: 0,
      timers: 0,
    });
  });

  test.each<[string, (parts: ReturnType<typeof requestsOf>, leave: () => void) => void, string]>([
    ["its deadline", ({ clock }) => clock.moveTo(1_000), "no-answer"],
    ["nobody listens", ({ listener }) => listener().noSubscribers(), "no-bidder"],
    ["the last instance is lost", ({ listener }) => listener().lost(), "no-answer"],
    ["its caller disconnects", (_parts, leave) => leave(), "cancelled"],
  ])("with an error: %s", async (_what, end, code) => {
    const parts = requestsOf();
    const caller = new AbortController();
    const asking = parts.ask(caller.signal);
    end(parts, () => caller.abort());
    await expect(asking).rejects.toMatchObject({ code });
    const { listeners, requests, clock } = parts;
    expect({ listeners: listeners.size, open: requests.open, timers: clock.timers }).toEqual({
      listeners: 0,
      open: 0,
      timers: 0,
    });
  });

  test("at once, and nothing is sent, where there is no broker or no caller any more", async () => {
    const { ask, sent, state } = requestsOf();
    await expect(ask(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
    state.connected = false;
    await expect(ask()).rejects.toMatchObject({ code: "no-broker", status: 503 });
    expect(sent).toEqual([]);
    state.connected = true;
    state.fails = true;
    await expect(ask()).rejects.toMatchObject({ code: "no-broker" });
  });
});

test("PRICEREQ-2: one more than may be open is refused, and one that ends makes room", async () => {
  const { ask, listener, requests, sent } = requestsOf();
  const all = Array.from({ length: PRICES_OPEN_MAX }, () => ask());
  expect(requests.open).toBe(PRICES_OPEN_MAX);
  await expect(ask()).rejects.toMatchObject({ code: "overloaded", status: 503 });
  expect(sent).toHaveLength(PRICES_OPEN_MAX);
  listener().answer("stops-1", bytes);
  await all.at(-1);
  void ask();
  expect(sent).toHaveLength(PRICES_OPEN_MAX + 1);
});
