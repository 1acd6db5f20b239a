/** What the handler does with a message that arrives: accepts it, declines it or counts it. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import { inboxSubject } from "../../proto/subjects.ts";
import {
  createHandler,
  hang,
  LEFT_MS,
  offer,
  START_MS,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";

describe("a call", () => {
  test("beyond the searches that run and the calls that wait is declined as overloaded; a waiting call starts when a slot is free (A6)", async () => {
    const { clock, handler, deliver, answers } = createHandler(
      (request: unknown, context: SearchContext) =>
        context.auctionId === "c" ? [offer()] : hang(request, context),
    );
    for (const id of ["a", "b", "c", "d", "e"]) deliver(id);
    expect(answers("e")).toEqual(["declined: overloaded: 2 running, 2 waiting"]);
    handler.cancel(encodeCancel("d"));
    expect({ answers: answers("d"), waiting: handler.waiting }).toEqual({
      answers: ["declined: cancelled"],
      waiting: 1,
    });
    handler.cancel(encodeCancel("a"));
    await clock.settle();
    expect(answers("c")).toEqual(["offers: 1"]);
  });

  test("delivered twice is answered twice", async () => {
    const { clock, deliver, answers } = createHandler(() => [offer()]);
    deliver("s");
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual(["offers: 1", "offers: 1"]);
  });

  test("knows what is left, what it costs, and how many offers are of use", async () => {
    const seen: unknown[] = [];
    const { clock, deliver } = createHandler((_: unknown, context: SearchContext) => {
      seen.push(context.remainingMs(), context.now(), context.offersMax);
      seen.push(
        context.convert({ amount: 5, currency: "USD" }),
        context.convert({ amount: 5, currency: "GBP" }),
      );
      seen.push(
        context.cost({ amount: 100, currency: "USD" }, 90, 1),
        context.cost({ amount: 100, currency: "GBP" }, 90, 1),
      );
      return [];
    });
    deliver("s", { objective: { valuePerHour: 10, penaltyPerStop: 1_000 } });
    await clock.settle();
    expect(seen).toEqual([LEFT_MS, START_MS, 10, 5, undefined, 1_115, undefined]);
  });

  test.each<[string, string | undefined, Uint8Array, string[]]>([
    ["without an inbox", undefined, new Uint8Array(), []],
    ["that is not a message", inboxSubject("gw", "s"), new Uint8Array([255, 255]), ["failed"]],
    ["too large", inboxSubject("gw", "s"), new Uint8Array(65 * 1024), ["failed"]],
    ["that is empty", inboxSubject("gw", "s"), new Uint8Array(), ["failed"]],
    ["that cannot be read, nor its search be known", "_INBOX.other", new Uint8Array([255]), []],
  ])("%s crashes nothing and is counted", (_name, reply, data, statuses) => {
    const { handler, unreadable, sent } = createHandler(() => []);
    handler.accept({ reply, data, market: "*.*" });
    expect(unreadable.length).toBe(1);
    expect(sent.map(({ bid }) => bid.status)).toEqual(statuses);
    for (const { bid } of sent)
      expect(bid).toMatchObject({
        searchId: "s",
        reason: expect.stringMatching(/^(malformed|too-large): /),
      });
  });

  test("whose bid cannot be sent is counted, and its slot is free (A10)", async () => {
    const { clock, deliver, handler, unsent, broker, sent } = createHandler(() => [offer()]);
    broker.away = true;
    deliver("s");
    await clock.settle();
    expect({ unsent: unsent.length, sent: sent.length, running: handler.running }).toEqual({
      unsent: 1,
      sent: 0,
      running: 0,
    });
  });
});
