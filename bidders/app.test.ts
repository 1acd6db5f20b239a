import { expect, test } from "@jest/globals";
import pino from "pino";
import { startBidder } from "./app.ts";
import { readConfig } from "./config.ts";
import { warmUp } from "./flights/warm-up-searches.ts";
import type { BidderModule } from "./kit/bidder.ts";

test("WARM-1, A10: a bidder that is to end while it warms up does not join, and closes what it has opened", async () => {
  const stop = new AbortController();
  let closed = 0;
  const module: BidderModule<unknown, { close(): void }> = {
    open: async () => ({ close: () => void closed++ }),
    search() {
      stop.abort();
      return [];
    },
    warmUp,
  };
  // No broker is there: it is not asked for.
  const config = await readConfig({ NATS_URL: "nats://127.0.0.1:1", MARKETS: "*.*" }, "idle", {
    module,
  });
  const overrides = { module, log: pino({ level: "silent" }), warmUpMs: 300 };
  const started = startBidder(config, { ...overrides, signal: stop.signal });
  const thrown: unknown = await started.catch((reason: unknown) => reason);
  expect(stop.signal.aborted).toBe(true);
  expect(thrown).toBe(stop.signal.reason);
  expect(closed).toBe(1);
});
