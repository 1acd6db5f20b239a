/** A call with a late allowance changes nothing of what `partners` bids. */
import { expect, jest, test } from "@jest/globals";
import { createHandler, LEFT_MS } from "../../test/fixtures/kit/call-handler.ts";
import { partner } from "../../test/fixtures/partners/partner.ts";
import type { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { SearchContext } from "../kit/bidder.ts";
import { ADAPTERS } from "./adapters.ts";
import { createClient } from "./http/client.ts";
import type { TimeLimit } from "./http/time-limit.ts";
import { type Partners, search } from "./index.ts";
import { PartnerFailure } from "./partner-failure.ts";

const NOTHING = { offers: [], refused: [], read: 0, next: null };

/** One that answers at once and sells nothing, and one that hangs until its time limit is over. */
function sellers(clock: DrivenClock) {
  const empty = createClient(partner({ name: "empty" }), ADAPTERS.duffel);
  const hanging = createClient(partner({ name: "hanging" }), ADAPTERS.duffel);
  jest.spyOn(empty.guard, "run").mockResolvedValue(NOTHING);
  jest.spyOn(hanging.guard, "run").mockImplementation(
    (_: unknown, { ms }: TimeLimit) =>
      new Promise<never>((_, reject) => {
        const failure = new PartnerFailure("timed out", "unknown", "partner-timeout");
        clock.at(clock.now() + ms, () => reject(failure));
      }),
  );
  return [empty, hanging];
}

/** The bids of one call whose sellers are these, long after its allowance. */
async function bidsOf(changes: object) {
  const resources: Partners = {
    clients: [],
    reportFailure: () => {},
    close: async () => {},
  };
  const { clock, deliver, bidsFor } = createHandler((request: never, context: SearchContext) => {
    const { signal } = context;
    return search(request, { ...context, signal, resources: { ...resources, clients } });
  });
  const clients = sellers(clock);
  deliver("s", { notices: [], ...changes });
  await clock.advance(LEFT_MS);
  await clock.advance(10_000);
  await Promise.all(clients.map((client) => client.close()));
  return bidsFor("s");
}

test("FETCH-4: the bids of a seller that sells nothing and one that hangs are the same with a late allowance", async () => {
  const plain = await bidsOf({});
  expect(plain).toMatchObject([
    { final: true, status: "empty", stopped: true, reason: "hanging: partner-timeout" },
  ]);
  expect(await bidsOf({ lateAllowanceMs: 5_000 })).toEqual(plain);
});
