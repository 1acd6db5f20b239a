import { describe, expect, test } from "@jest/globals";
import { readKey } from "../test/fixtures/wire/read-key.ts";

describe("KEY-1", () => {
  test.each<[string, string, string | undefined]>([
    ["a carrier of two characters", "BA117-LHRJFK-20261215T0830", "BA"],
    ["a carrier of two with a digit", "U28117-LGWNCE-20261215T0830", "U2"],
    ["ICAO's three letters", "BAW117A-LHRJFK-20261215T0830", "BAW"],
    ["a number without digits", "BAW-LHRJFK-20261215T0830", undefined],
    ["a number of six digits", "BA123456-LHRJFK-20261215T0830", undefined],
    ["small letters", "ba117-LHRJFK-20261215T0830", undefined],
    ["an airport of four letters", "BA117-LHRXJFK-20261215T0830", undefined],
    ["no day of the calendar", "BA117-LHRJFK-20260229T0830", undefined],
    ["the hour 24", "BA117-LHRJFK-20261215T2400", undefined],
    ["more after its end", "BA117-LHRJFK-20261215T0830Z", undefined],
    ["nothing after a join", "BA117-LHRJFK-20261215T0830+", undefined],
    ["nothing", "", undefined],
    ["nine segments", Array(9).fill("BA117-LHRJFK-20261215T0830").join("+"), undefined],
    ["seven slices", Array(7).fill("BA117-LHRJFK-20261215T0830").join("_"), undefined],
  ])("%s", (_what, key, carrier) => expect(readKey(key)?.[0]?.segments[0]?.carrier).toBe(carrier));
});
