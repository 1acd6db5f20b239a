/**
 * The attacks that are measured by hand (`test/attacks/`), for some seconds each: they run to their
 * ends and print their figures. No figure is judged. What takes longest is left out: two storms of
 * `overload`, the frozen instances of `hedges`, and a disk that is filled.
 */
import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX } from "../harness/bench.ts";
import { scriptedBidder } from "../harness/bidder.ts";
import { startLocalBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { flightOffers } from "../harness/offers.ts";
import { type EndedProcess, startProgram } from "../harness/process.ts";

const attack = (name: string, ...args: readonly string[]): Promise<EndedProcess> =>
  startProgram(`test/attacks/${name}.ts`, args, { QUICK: "1", BROKER: "local" }).ended;

test.each([
  ["overload", ["burst"], [/^50 POSTs at once: \d+ results\/s/m, /^ {2}storm: /m]],
  ["goodput", ["light", "nats", "1.5"], [/^closed loop, 4 callers: /m, /^closed loop again: /m]],
  ["hedges", ["dead"], [/^dead: .*; hedges \d+, lost \d+/m]],
  ["implausible-offers", [], [/^carrier QQ: first is /m]],
  ["large-bids", [], [/^ {2}first result: \d+ itineraries/m, /gateway runs/, /^parts: /m]],
  ["neighbours", [], [/^ {2}places: /m, /^10 light ones beside heavy ones: /m]],
  ["freeze-under-load", [], [/^frozen, library: /m, /^after the freeze: /m]],
  ["frozen-gateway", [], [/^40 searches: \{ /m, /^after it was resumed: /m]],
] as const)(
  "%s runs to its end",
  async (name, args, wanted) => {
    const { code, stdout, stderr } = await attack(name, ...args);
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: "" });
    for (const line of wanted) expect(stdout).toMatch(line);
  },
  BENCH_MS_MAX,
);

test("full-disk fills no file system that others use", async () => {
  const { code, stderr } = await attack("full-disk");
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/at most 64 MB/) });
});

test(
  "regret finds no number that a full search refutes",
  async () => {
    const broker = await startLocalBroker();
    const bidder = await scriptedBidder(broker, "nonstop", ({ search }, reply) =>
      reply.offers(flightOffers(search, 3)),
    );
    const gateway = await gatewayOn(broker, [bidder.kind]);
    try {
      const { code, stdout } = await attack("regret", gateway.url, "3");
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^\{.*(number, true|unknown|nothing shown)/),
      });
      expect(stdout).not.toContain("false");
    } finally {
      await gateway.stop();
      await bidder.stop();
      await broker.stop();
    }
  },
  BENCH_MS_MAX,
);
