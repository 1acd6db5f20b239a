/**
 * A bidder with a setting of its own touches one folder: the kit finds it by its folder, reads its
 * setting with the schema that it exports, and passes the value on with its type. The folder is
 * test/fixtures/kit/bidders/; the user is one of the nats.conf that ships.
 */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { pino } from "pino";
import { readConfig, startBidder } from "../../bidders/index.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { environmentOf } from "../harness/process.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "kit", "bidders");
const log = pino({ level: "silent" });

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker();
});
afterAll(() => broker?.stop());

const environment = (own: Record<string, string>) => ({
  ...environmentOf(broker, "nonstop"),
  ...own,
});

test.each([
  ["from the environment", { HARBOUR_FEE_CENTS: "999" }, 999],
  ["with its default", {}, 250],
])("a bidder receives its own setting, typed: %s", async (_name, own, harbourFeeCents) => {
  const config = await readConfig(environment(own), "nonstop", { folder });
  expect(config.settings).toEqual({ harbourFeeCents });
  const { opened } = await import("../fixtures/kit/bidders/nonstop/index.ts");
  const app = await startBidder(config, { folder, log });
  await app.stop();
  expect(app.kind).toBe("nonstop");
  expect(opened.at(-1)).toEqual({ harbourFeeCents });
});

test("a wrong value is refused, named with its variable, beside all other faults", async () => {
  const wrong = environment({ HARBOUR_FEE_CENTS: "0", MARKETS: "everywhere" });
  await expect(readConfig(wrong, "nonstop", { folder })).rejects.toMatchObject({
    name: "ConfigError",
    faults: [
      { path: "MARKETS", message: expect.stringContaining("'everywhere' is not a market") },
      { path: "HARBOUR_FEE_CENTS", message: "must be a whole number from 1 to 9999" },
    ],
  });
});

test("the settings of other bidders are not its settings: they are not checked", async () => {
  const others = environment({ THREADS: "none", PARTNERS: "/no/such/file" });
  await expect(readConfig(others, "nonstop", { folder })).resolves.toMatchObject({
    settings: { harbourFeeCents: 250 },
  });
});
