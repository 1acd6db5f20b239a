/** KIT-6: calls that come as hedges. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import { inboxSubject } from "../../proto/subjects.ts";
import { createHandler, hang, offer, search } from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";

describe("a hedge (KIT-6)", () => {
  test("of a call that another instance has is answered like any", async () => {
    const { clock, deliver, answers, hedged, sent, reports } = createHandler(() => [offer()]);
    deliver("s", {}, null);
    await clock.settle();
    expect({ answers: answers("s"), hedged }).toEqual({
      answers: ["offers: 1"],
      hedged: ["accepted"],
    });
    expect({ subject: sent[0]?.subject, market: reports[0]?.market }).toEqual({
      subject: "_INBOX.gw.gw.s.nonstop.one",
      market: "LHR.*",
    });
  });

  test("of a call that this instance has, running or waiting, is ignored: it is not searched twice", async () => {
    const begun: string[] = [];
    const { clock, deliver, answers, hedged, handler } = createHandler(
      (request: unknown, context: SearchContext) => {
        begun.push(context.auctionId);
        return hang(request, context);
      },
      { concurrencyMax: 1 },
    );
    deliver("runs");
    deliver("waits");
    await clock.settle();
    for (const id of ["runs", "waits"]) deliver(id, {}, null);
    await clock.settle();
    expect({ begun, waiting: handler.waiting, hedged }).toEqual({
      begun: ["runs"],
      waiting: 1,
      hedged: ["held", "held"],
    });
    for (const id of ["runs", "waits"]) handler.cancel(encodeCancel(id));
    expect({ runs: answers("runs"), waits: answers("waits") }).toEqual({
      runs: ["declined: cancelled"],
      waits: ["declined: cancelled"],
    });
  });

  test("for a market that this instance does not serve is declined", async () => {
    const { clock, deliver, answers } = createHandler(() => [offer()]);
    const slices = [{ origin: "BOS", destination: "JFK", departureDate: "2026-12-01" }];
    deliver("s", { search: { ...search, slices } }, null);
    await clock.settle();
    expect(answers("s")).toEqual(["declined: not served: this instance serves LHR.*"]);
  });

  test("that cannot be read is answered and counted", () => {
    const { handler, unreadable, sent } = createHandler(() => []);
    handler.accept({ reply: inboxSubject("gw", "s"), data: new Uint8Array([255]), market: null });
    expect({ unreadable: unreadable.length, statuses: sent.map(({ bid }) => bid.status) }).toEqual({
      unreadable: 1,
      statuses: ["failed"],
    });
  });
});
