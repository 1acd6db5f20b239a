/** What the accounts of outside bidders export and import. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountsConf, outsideRights } from "./outside-account.ts";

interface Stream {
  readonly account: string;
  readonly way: "exports" | "imports";
  readonly subject: string;
  /** The accounts that may import it, or the one that exports it. */
  readonly others: readonly string[];
}

/** What a file states, read without the code that wrote it. */
function streamsOf(conf: string): Stream[] {
  let [account, way]: [string, Stream["way"]] = ["", "exports"];
  return conf.split("\n").flatMap((line) => {
    account = /^ {2}"([^"]+)": \{$/.exec(line)?.[1] ?? account;
    way = (/^ {4}(exports|imports): \[$/.exec(line)?.[1] as Stream["way"]) ?? way;
    const out = /\{ stream: "([^"]+)", accounts: \[(.*)\] \}/.exec(line);
    const into = /\{ stream: \{ account: "([^"]+)", subject: "([^"]+)" \} \}/.exec(line);
    if (out !== null)
      return { account, way, subject: out[1] ?? "", others: JSON.parse(`[${out[2]}]`) };
    return into === null ? [] : { account, way, subject: into[2] ?? "", others: [into[1] ?? ""] };
  });
}

const kinds = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom(..."abz-_9"), minLength: 1, maxLength: 6 }),
  { maxLength: 5 },
);

describe("the accounts of any outside bidders", () => {
  const forAll = (check: (streams: readonly Stream[], named: readonly string[]) => void) =>
    fc.assert(fc.property(kinds, (named) => check(streamsOf(accountsConf(named)), named)));

  test("OUTSIDE-1 the auction imports from each what has its kind in the subject, and answers to pings", () =>
    forAll((streams, named) => {
      const into = streams.filter(({ account, way }) => account === "AUCTION" && way === "imports");
      expect(into).toHaveLength(named.length * 5);
      for (const { subject, others } of into) {
        const kind = others[0]?.replace(/^outside-/, "");
        const tokens = subject.split(".");
        expect({ subject, named: tokens.includes(kind ?? "") || tokens.at(-1) === "ping" }).toEqual(
          { subject, named: true },
        );
        expect({ subject, all: subject.includes(">") }).toEqual({ subject, all: false });
      }
    }));

  test("OUTSIDE-2 no account hears a call to a market, nor what is sent to another kind", () =>
    forAll((streams, named) => {
      for (const kind of named) {
        const its = streams.filter(
          ({ account, way }) => account === `outside-${kind}` && way === "imports",
        );
        const toAll = its.filter(({ subject }) => !subject.split(".").includes(kind));
        expect(toAll.map(({ subject }) => subject)).toEqual([
          ...["auction.cancel", "$SRV.PING", "$SRV.INFO", "$SRV.STATS"],
        ]);
        expect({ kind, imports: its.length }).toEqual({ kind, imports: 13 });
      }
    }));

  test("every import has its export to that account alone, or to all outside bidders", () =>
    forAll((streams) => {
      const side = (way: Stream["way"]) =>
        streams
          .filter((stream) => stream.way === way)
          .flatMap(({ account, subject, others }) =>
            others.map((other) =>
              (way === "exports" ? [account, subject, other] : [other, subject, account]).join(" "),
            ),
          )
          .sort();
      expect(side("imports")).toEqual(side("exports"));
    }));
});

test("OUTSIDE-2 a client's rights in its account name no kind but its own", () => {
  const subjects = [...outsideRights("acme").matchAll(/^ {2}"(.+)"$/gm)].map(([, one]) => one);
  expect(subjects.filter((one) => !one?.split(".").includes("acme"))).toEqual([
    ...["_INBOX.roster.*.ping", "_INBOX.monitor.>", "auction.flights.>", "auction.cancel"],
    ...["$SRV.PING", "$SRV.INFO", "$SRV.STATS"],
  ]);
});
