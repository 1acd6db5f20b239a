import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../test/harness/property-runs.ts";
import {
  bidSubject,
  CLIENT_INBOX,
  callSubject,
  clientInbox,
  hedgeInboxSubject,
  inboxSubject,
  inboxWildcard,
  isClientInbox,
  isMarket,
  isToken,
  marketServes,
  marketSubject,
  PRESENCE_WILDCARD,
  parseInboxSubject,
  parsePresenceSubject,
  presenceSubject,
  serviceSubject,
} from "./subjects.ts";

/** The broker's own rule: `*` is one token, `>` is one or more at the end. */
function matches(pattern: string, subject: string): boolean {
  const tokens = subject.split(".");
  const parts = pattern.split(".");
  if (parts.at(-1) === ">")
    return (
      tokens.length >= parts.length &&
      matches(parts.slice(0, -1).join("."), tokens.slice(0, parts.length - 1).join("."))
    );
  return (
    parts.length === tokens.length && parts.every((part, i) => part === "*" || part === tokens[i])
  );
}

const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const code = fc.stringMatching(/^[A-Z]{3}$/);

test.each([
  ["nonstop", true],
  ["a-B_9", true],
  ["x".repeat(64), true],
  ["x".repeat(65), false],
  ["", false],
  ["a.b", false],
  ["*", false],
  [">", false],
  ["a b", false],
  ["café", false],
  ["a\n", false],
])("token: %p is %p", (text, expected) => expect(isToken(text)).toBe(expected));

describe("markets", () => {
  test.each([
    ["*.*", true],
    ["LHR.*", true],
    ["*.JFK", true],
    ["LHR.JFK", true],
    ["LHR", false],
    ["lhr.jfk", false],
    ["LHR.JFK.MAN", false],
    ["LHR.>", false],
    ["", false],
  ])("market: %p is %p", (text, expected) => expect(isMarket(text)).toBe(expected));

  test("a bidder receives a call by the broker's rule if and only if the roster expects it to", () => {
    const end = fc.oneof(fc.constant("*"), fc.constantFrom("LHR", "JFK", "CDG"));
    fc.assert(
      fc.property(
        end,
        end,
        fc.constantFrom("LHR", "JFK", "CDG"),
        fc.constantFrom("LHR", "JFK", "CDG"),
        (from, to, origin, destination) => {
          const market = `${from}.${to}`;
          expect(matches(marketSubject(market), callSubject(origin, destination))).toBe(
            marketServes(market, origin, destination),
          );
        },
      ),
    );
  });
});

describe("A4 who bid is in the subject", () => {
  test("what a bidder publishes is parsed as that bidder's", () => {
    fc.assert(
      fc.property(token, token, token, token, (gateway, auction, kind, instance) => {
        const subject = bidSubject(inboxSubject(gateway, auction), kind, instance);
        expect(parseInboxSubject(subject)).toEqual({ token: auction, kind, instance });
        expect(matches(inboxWildcard(gateway), subject)).toBe(true);
        expect(matches(`_INBOX.gw.*.*.${kind}.*`, subject)).toBe(true);
      }),
    );
  });

  test("the bare inbox names no sender, and no bidder may publish to it", () => {
    expect(parseInboxSubject(inboxSubject("g", "s"))).toEqual({ token: "s" });
    expect(matches("_INBOX.gw.*.*.nonstop.*", inboxSubject("g", "s"))).toBe(false);
  });

  test("A4 a hedge's reply subject has the same shape, belongs to the same search, and is not a bidder's to publish to", () => {
    fc.assert(
      fc.property(
        token,
        token,
        token,
        token,
        token,
        (gateway, auction, hedgeOf, kind, instance) => {
          const reply = hedgeInboxSubject(gateway, auction, hedgeOf);
          expect(parseInboxSubject(reply)).toEqual({ token: auction, hedgeOf });
          expect(matches(`_INBOX.gw.*.*.${hedgeOf}.*`, reply)).toBe(false);
          const bid = bidSubject(reply, kind, instance);
          expect(parseInboxSubject(bid)).toEqual({ token: auction, hedgeOf, kind, instance });
          expect(matches(inboxWildcard(gateway), bid)).toBe(true);
          expect(matches(`_INBOX.gw.*.*.${kind}.*`, bid)).toBe(true);
        },
      ),
    );
  });

  test.each([
    "",
    "_INBOX",
    "_INBOX.gw.g",
    "_INBOX.gw.g.s.kind",
    "_INBOX.gw.g.s.kind.i.more",
    "_INBOX.other.g.s.k.i",
    "auction.flights.LHR.JFK",
  ])("%p is neither an inbox nor a bid", (subject) =>
    expect(parseInboxSubject(subject)).toBeUndefined());

  test("any subject has the parts that its tokens have", () => {
    const parts = fc.constantFrom("_INBOX", "gw", "g", "s", "s~k", "s~k~x", "~", "", "k", "i");
    const subjects = fc.array(parts, { maxLength: 8 }).map((tokens) => tokens.join("."));
    const below = fc.array(parts, { maxLength: 5 }).map((some) => ["_INBOX.gw", ...some].join("."));
    fc.assert(
      fc.property(fc.oneof(subjects, below, fc.string()), (subject) => {
        const [inbox, gw, , auction, kind, instance, ...rest] = subject.split(".");
        const [token, ...marked] = auction?.split("~") ?? [];
        const hedgeOf = marked.length > 0 ? marked.join("~") : undefined;
        const isAddress =
          inbox === "_INBOX" &&
          gw === "gw" &&
          auction !== undefined &&
          rest.length === 0 &&
          (kind === undefined) === (instance === undefined);
        expect(parseInboxSubject(subject)).toEqual(
          isAddress ? { token, hedgeOf, kind, instance } : undefined,
        );
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("presence comes back with its kind and instance", () => {
    fc.assert(
      fc.property(token, token, (kind, instance) => {
        expect(parsePresenceSubject(presenceSubject(kind, instance))).toEqual({ kind, instance });
        expect(matches(PRESENCE_WILDCARD, presenceSubject(kind, instance))).toBe(true);
      }),
    );
    expect(parsePresenceSubject("auction.presence.nonstop")).toBeUndefined();
  });
});

test("no two kinds of subject meet", () => {
  fc.assert(
    fc.property(token, token, code, code, (a, b, origin, destination) => {
      const all = [
        callSubject(origin, destination),
        presenceSubject(a, b),
        inboxSubject(a, b),
        serviceSubject("PING", a, b),
      ];
      expect(all.filter((subject) => matches("auction.flights.>", subject))).toHaveLength(1);
      expect(all.filter((subject) => matches(PRESENCE_WILDCARD, subject))).toHaveLength(1);
      expect(all.filter((subject) => matches("_INBOX.gw.>", subject))).toHaveLength(1);
      expect(all.filter((subject) => matches("$SRV.>", subject))).toHaveLength(1);
    }),
  );
});

test.each([
  [serviceSubject("PING"), "$SRV.PING"],
  [serviceSubject("INFO", "stops"), "$SRV.INFO.stops"],
  [serviceSubject("STATS", "stops", "i1"), "$SRV.STATS.stops.i1"],
])("the service protocol asks on %s", (subject, expected) => expect(subject).toBe(expected));

describe("inboxes of those who search", () => {
  test.each([
    ["client", "_INBOX.client"],
    ["client-shop", "_INBOX.client-shop"],
    ["gateway", CLIENT_INBOX],
    ["monitor", CLIENT_INBOX],
    ["clientele", CLIENT_INBOX],
    ["client-a.b", CLIENT_INBOX],
    ["client-*", CLIENT_INBOX],
    ["", CLIENT_INBOX],
  ])("the user '%s' listens in %s", (user, inbox) => expect(clientInbox(user)).toBe(inbox));

  test.each([
    ["_INBOX.client.a", true],
    ["_INBOX.client.a.b.c", true],
    ["_INBOX.client-shop.a", true],
    ["_INBOX.client", false],
    ["_INBOX.client.", false],
    ["_INBOX.client.*", false],
    ["_INBOX.client.>", false],
    ["_INBOX.client.a b", false],
    ["_INBOX.clientele.a", false],
    ["_INBOX.client-.a", false],
    ["_INBOX.gateway.a", false],
    ["_INBOX.gw.g1.s1", false],
    ["_INBOX.roster.g1.ping", false],
    ["_INBOX.monitor.a", false],
    ["_INBOX.a", false],
    ["auction.cancel", false],
    ["", false],
  ])("an answer to '%s': %p", (subject, may) => expect(isClientInbox(subject)).toBe(may));

  test("what a user connects with, answers may go to", () => {
    fc.assert(
      fc.property(token, token, (name, id) =>
        isClientInbox(`${clientInbox(`client-${name}`)}.${id}`),
      ),
    );
  });
});
