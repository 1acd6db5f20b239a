import { describe, expect, test } from "@jest/globals";
import { connectsWith, jointSellers, ticketsWith } from "./interline.ts";

describe("who connects with whom", () => {
  test.each([
    ["BA", "BA", true], // itself
    ["ZZ", "ZZ", true], // unknown, itself
    ["BA", "AA", true], // oneworld
    ["LH", "UA", true], // Star Alliance
    ["AF", "DL", true], // SkyTeam
    ["EK", "QF", true], // two that signed with each other
    ["QF", "BA", true],
    ["EK", "BA", false], // partners of one partner
    ["BA", "LH", false],
    ["FR", "U2", false],
    ["FR", "FR", false], // from point to point
    ["U2", "U2", false],
    ["W6", "W6", false],
    ["HV", "HV", false],
    ["HV", "KL", true], // though it feeds its group
    ["WN", "WN", true], // low-cost carriers that sell connections
    ["B6", "B6", true],
    ["VY", "VY", true],
    ["PC", "PC", true],
    ["ZZ", "YY", false], // unknown ones
  ])("%s and %s: %s", (a, b, connects) => {
    expect(connectsWith(a, b)).toBe(connects);
    expect(connectsWith(b, a)).toBe(connects);
  });
});

describe("who tickets whose slices", () => {
  test.each([
    ["BA", "LH", true], // both interline
    ["BA", "FR", false],
    ["FR", "U2", false],
    ["FR", "FR", true],
    ["BA", "VY", true], // one group
  ])("%s and %s: %s", (a, b, tickets) => {
    expect(ticketsWith(a, b)).toBe(tickets);
    expect(ticketsWith(b, a)).toBe(tickets);
  });
});

describe("joint ventures sell each other's flights where they hold", () => {
  test.each([
    ["BA", "GB", "US", ["AA", "IB"]],
    ["BA", "US", "GB", ["AA", "IB"]],
    ["LH", "DE", "US", ["UA", "AC"]],
    ["AF", "FR", "US", ["DL", "KL"]],
    ["AA", "US", "JP", ["JL"]],
    ["BA", "GB", "AE", []],
    ["AA", "US", "US", []],
    ["FR", "GB", "ES", []],
  ])("%s between %s and %s: %j", (operating, from, to, sellers) => {
    expect(jointSellers(operating, from, to)).toEqual(sellers);
  });
});
