import { describe, expect, test } from "@jest/globals";
import {
  connectsWith,
  INTERLINING,
  interliningOf,
  jointSellers,
  ticketsWith,
} from "./interline.ts";
import { AGREEMENTS, PARTNER_GROUPS } from "./interline-partners.ts";

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
    ["LM", "BA", true], // by agreement
    ["BA", "LM", true],
    ["LM", "CX", false],
    ["WF", "SK", true],
    ["WF", "KL", true],
    ["FI", "AS", true],
    ["FI", "B6", true], // with a low-cost carrier
    ["FI", "AY", true],
    ["BT", "LH", true],
    ["JU", "EY", true],
    ["AE", "CI", true],
    ["B7", "BR", true],
    ["KU", "TK", true],
    ["GF", "EY", true],
    ["PR", "NH", true],
    ["WS", "DL", true],
    ["WS", "AF", true],
    ["WS", "KL", true],
    ["WS", "QF", true],
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
    ["XG", "LH", false],
  ])("%s and %s: %s", (a, b, connects) => {
    expect(connectsWith(a, b)).toBe(connects);
    expect(connectsWith(b, a)).toBe(connects);
  });
});

describe("what two carriers are to each other", () => {
  const { none, twoFares, oneFare } = INTERLINING;
  test.each([
    ["INTERLINE-1: itself", "BA", "BA", oneFare],
    ["INTERLINE-1: an alliance", "BA", "AA", oneFare],
    ["INTERLINE-1: an agreement", "LM", "BA", oneFare],
    ["INTERLINE-1: with a low-cost carrier", "FI", "B6", oneFare],
    ["INTERLINE-2: two network carriers", "BA", "LH", twoFares],
    ["INTERLINE-2: a premium one", "SQ", "CX", twoFares],
    ["INTERLINE-2: one that is not known", "ZZ", "BA", twoFares],
    ["INTERLINE-2: a low-cost carrier", "BA", "DY", none],
    ["INTERLINE-2: two of them", "FR", "U2", none],
    ["INTERLINE-2: from point to point, itself", "FR", "FR", none],
    ["INTERLINE-2: a charter carrier", "LH", "XG", none],
    ["INTERLINE-2: a charter carrier, itself", "XG", "XG", oneFare],
  ])("%s: %s and %s", (_, one, other, expected) => {
    expect({ forth: interliningOf(one, other), back: interliningOf(other, one) }).toEqual({
      forth: expected,
      back: expected,
    });
  });

  test("INTERLINE-1: every agreement is between two carriers, has a source with its year, and is new", () => {
    const groups = PARTNER_GROUPS.map((members) => members.split(" "));
    for (const { carrier, partners: others, source } of AGREEMENTS) {
      expect(source).toMatch(/\b20\d\d\b/);
      for (const partner of others.split(" ")) {
        expect(partner).toMatch(/^[A-Z0-9]{2}$/);
        expect(partner).not.toBe(carrier);
        const inGroup = groups.some((group) => group.includes(carrier) && group.includes(partner));
        expect({ carrier, partner, inGroup }).toEqual({ carrier, partner, inGroup: false });
      }
    }
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
    // TAM's JJ went into LA: nobody sells under it.
    ["LA", "BR", "US", ["DL"]],
    ["BA", "GB", "AE", []],
    ["AA", "US", "US", []],
    ["FR", "GB", "ES", []],
  ])("%s between %s and %s: %j", (operating, from, to, sellers) => {
    expect(jointSellers(operating, from, to)).toEqual(sellers);
  });
});
