import { describe, expect, test } from "@jest/globals";
import { ConfigError } from "../proto/config.ts";
import { readConfig } from "./config.ts";

const NATS = { NATS_URL: "nats://127.0.0.1:4222" };

/** `name: message` of every mistake. */
function mistakes(environment: Record<string, string>): string[] {
  try {
    readConfig({ ...NATS, ...environment });
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe("AUCTION_QUORUM has the rule that a search's quorum has", () => {
  test.each([
    ["2", 2],
    ["64", 64],
    ["1%", "1%"],
    ["60%", "60%"],
    ["100%", "100%"],
  ])("%s", (text, quorum) => expect(readConfig({ ...NATS, AUCTION_QUORUM: text }).policy.quorum).toBe(quorum));

  test.each(["0", "65", "100", "0%", "060%", "101%", "-5%", "60.5%", "two", "2 %"])("%s is refused", (text) => {
    expect(mistakes({ AUCTION_QUORUM: text })).toEqual([
      'AUCTION_QUORUM: must be a whole number from 1 to 64, or a share from "1%" to "100%"',
    ]);
  });
});
