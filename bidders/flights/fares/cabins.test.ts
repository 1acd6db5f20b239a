import { describe, expect, test } from "@jest/globals";
import { CABINS } from "../../../proto/messages.ts";
import { sellsCabin } from "./cabins.ts";

const cabinsOf = (carrier: string, aircraft: string, withinUs: boolean) =>
  CABINS.filter((cabin) => sellsCabin(cabin, { carrier, aircraft, withinUs })).join(" ");

describe("the cabins of a flight", () => {
  test.each([
    ["FR", "738", false, "economy"], // CABIN-1
    ["B6", "321", true, "economy"],
    ["BA", "320", false, "economy business"], // CABIN-2
    ["BA", "744", false, "economy premium_economy business first"],
    ["WF", "DH4", false, "economy"],
    ["LO", "E95", false, "economy business"],
    ["AF", "ER4", false, "economy"],
    ["DL", "CR2", true, "economy"],
    ["VS", "789", false, "economy premium_economy business"], // CABIN-3, CABIN-4
    ["EK", "388", false, "economy premium_economy business first"],
    ["SQ", "333", false, "economy premium_economy business first"],
    ["BA", "767", false, "economy premium_economy business"], // on its way to Edinburgh
    ["UA", "772", false, "economy premium_economy business"],
    ["UA", "738", true, "economy business first"],
    ["AA", "E75", true, "economy business first"],
    ["AA", "738", false, "economy business"],
    ["BA", "738", true, "economy business"],
    ["ZZ", "77W", false, "economy business"],
    ["LH", "", false, "economy business"],
  ])("%s on a %s, within the US: %s: %s", (carrier, aircraft, withinUs, cabins) => {
    expect(cabinsOf(carrier, aircraft, withinUs)).toBe(cabins);
  });
});
