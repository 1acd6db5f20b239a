/**
 * The short run of the test of a cluster (docs/cluster.md says what it does, and how a long one is
 * started). It needs a container engine, and root for the packets that it drops.
 */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { chooseHow } from "../harness/broker.ts";
import { FAULTS } from "./faults.ts";
import { type Report, runCluster } from "./run.ts";

/** Building the image and three restarts of everything, on a machine that others load. */
const TEST_MS_MAX = 1_200_000;

const isPossible =
  (await chooseHow(process.env["BROKER"])) === "container" && process.getuid?.() === 0;

(isPossible ? describe : describe.skip)("under steady load, through every fault", () => {
  let report: Report;
  beforeAll(async () => {
    report = await runCluster({ holdMs: 3_000, rounds: 1, everyMs: 400, onStep: () => {} });
    const { faults, ...counted } = report;
    console.log(JSON.stringify(counted));
  }, TEST_MS_MAX);

  test("A1 A10 no search is silently lost, at either door", () => {
    const { silentLosses, lostOverNats } = report.faults;
    expect({ silentLosses, lostOverNats }).toEqual({ silentLosses: [], lostOverNats: [] });
  });

  test("A1 A6 every auction that ended was seen to open, and none is left open", () => {
    const { auctionsNotOpened, leftOpen } = report.faults;
    expect({ auctionsNotOpened, leftOpen }).toEqual({ auctionsNotOpened: [], leftOpen: [] });
  });

  test("A3 each bid counts once", () => expect(report.faults.bidsCountedOtherwise).toEqual([]));

  test("A1 every auction ends once, and its caller has that end", () => {
    const { auctionsWithoutLine, searchesWithTwoLines, resultsWithoutLine, resultsThatDiffer } =
      report.faults;
    expect({
      auctionsWithoutLine,
      searchesWithTwoLines,
      resultsWithoutLine,
      resultsThatDiffer,
      resultsThatDidNotArrive: report.faults.resultsThatDidNotArrive,
    }).toEqual({
      auctionsWithoutLine: [],
      searchesWithTwoLines: [],
      resultsWithoutLine: [],
      resultsThatDiffer: [],
      resultsThatDidNotArrive: [],
    });
  });

  test("no offer is shown that was not bid, and none that has expired", () => {
    const { offersNotBid, offersExpired } = report.faults;
    expect({ offersNotBid, offersExpired }).toEqual({ offersNotBid: [], offersExpired: [] });
  });

  test("no market is said to have no bidders, and no partial result is said to be full", () => {
    const { falseNoBidders, wrongPartials } = report.faults;
    expect({ falseNoBidders, wrongPartials }).toEqual({ falseNoBidders: [], wrongPartials: [] });
  });

  test("SHARE-1 what a killed gateway has run, another one answers as its caller had it", () => {
    expect(report.faults.keptOtherwise).toEqual([]);
    expect(report.kept).toBeGreaterThan(0);
  });

  test("A4 nothing of a revoked bidder is on the wire once no gateway knows it", () =>
    expect(report.faults.bidsOfRevoked).toEqual([]));

  test("A10 when all is repaired, searches are answered in full at both doors", () => {
    // Else the run itself fails: it waits for them.
    expect(report.counts.full).toBeGreaterThanOrEqual(2);
    expect(report.bids).toBeGreaterThan(0);
  });

  test("every fault was inflicted, and searches were under way meanwhile", () => {
    const without = FAULTS.filter(({ name }) => !((report.byFault[name]?.sent ?? 0) > 0));
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});
