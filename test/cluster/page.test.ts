import { expect, test } from "@jest/globals";
import { countsOf } from "./counts.ts";
import { pageOf } from "./page.ts";
import type { Report } from "./run.ts";

test("the page of a run has its losses, its longest time without a full result, and other faults", () => {
  const counts = {
    ...countsOf([], []),
    ...{ sent: 3, full: 2, errors: { "no-broker": 1 }, withoutFullResultMsMax: 5_500 },
  };
  const report = {
    ...{ startedAt: "2026-11-30T12:00:00.000Z", minutes: 2, processors: 2, loadAverages: [3.4, 8] },
    ...{ counts, byFault: { "a broker is killed": counts } },
    ...{ superseded: 0, opened: 2, bids: 2, cutSeconds: 3, kept: 0 },
    faults: {
      ...{ silentLosses: [], lostOverNats: ["sent at noon"], falseNoBidders: [] },
      ...{ wrongPartials: [], auctionsWithoutLine: [], leftOpen: [], offersExpired: ["a", "b"] },
    } as Partial<Report["faults"]> as Report["faults"],
  };
  const lines = pageOf(report, "Commit abc.").split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringContaining("Commit abc. 2 processors, load average 3 to 8."),
      expect.stringContaining("silent losses 0 over HTTP, 1 over NATS"),
      "- longest time without a full result: 5.5 s",
      "- other faults of the books: lostOverNats 1, offersExpired 2",
      "| a broker is killed | 3 | 2 | 0 | 1 (no-broker 1) | 0 | 5.5 s |",
    ]),
  );
});
