/** `scatter replay` and `scatter tune` on a record, as their users call them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { encodeRecordsSync } from "../../gateway/recording/block-codec.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import { timelineOf } from "../../gateway/replay/auction-timeline.ts";
import { randomMarkets } from "../../test/fixtures/replay/random-market.ts";
import { recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { PLACES, replayRecords } from "../replay/replay-records.ts";
import { EXIT } from "./failure.ts";
import { replayCommand } from "./replay.ts";
import { tuneCommand } from "./tune.ts";

const folder = mkdtempSync(join(tmpdir(), "replay-"));
const path = (name: string) => join(folder, name);
const DAY_MS = 86_400_000;

/** Of two days, with all late bids. */
async function recordedAuctions(): Promise<RecordedAuction[]> {
  const worlds = fc.sample(randomMarkets({ faulty: false, hedged: true }), {
    ...{ numRuns: propertyRuns(60), seed: 15 },
  });
  const recorded: RecordedAuction[] = [];
  for (const [i, world] of worlds.entries()) {
    const one = await recordWorld({ ...world, timersLateMs: 0, lateWanted: true });
    const wallMs = one.recorded.wallMs + (i % 2) * DAY_MS;
    if (!one.isAmbiguous)
      recorded.push({ ...one.recorded, wallMs, result: i % 2 ? null : one.recorded.result });
  }
  return recorded;
}

beforeAll(async () => {
  writeFileSync(path("a.records"), encodeRecordsSync(await recordedAuctions()));
  writeFileSync(path("quick.json"), JSON.stringify({ quorum: 1, grace: { share: 0, msMin: 0 } }));
  writeFileSync(path("wrong.json"), JSON.stringify({ deadlineMs: 0, quorom: 1 }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the command writes on standard output. */
async function printed(call: () => Promise<number>): Promise<{ exit: number; text: string }> {
  const write = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
  try {
    const exit = await call();
    return { exit, text: write.mock.calls.map(([text]) => String(text)).join("") };
  } finally {
    write.mockRestore();
  }
}

test("a record is replayed under a policy: as a table, a chart, a page and JSON", async () => {
  const args = [folder, "--policy", path("quick.json"), "--verify"];
  const files = ["--svg", path("chart.svg"), "--html", path("page.html")];
  const { exit, text } = await printed(() => replayCommand([...args, ...files], "replay", {}));
  expect({ exit }).toEqual({ exit: 0 });
  expect(text).toMatch(/as recorded/);
  expect(text).toMatch(/quick: \d+ ms less would have cost/);
  expect(text).toMatch(/give their results to the byte, 0 do not/);
  expect(readFileSync(path("chart.svg"), "utf8")).toMatch(/^<svg .*<title>Latency against/s);
  expect(readFileSync(path("page.html"), "utf8")).toMatch(/<pre>\d+ recorded auctions/);
  const json = await printed(() => replayCommand([...args, "--json"], "replay", {}));
  const { policies, verified } = JSON.parse(json.text);
  expect(policies).toHaveLength(2);
  expect(policies[1].time.meanMs).toBeLessThan(policies[0].time.meanMs);
  expect({ other: verified.other }).toEqual({ other: 0 });
});

test("a record whose result cannot be read has none to compare, and ends nothing", async () => {
  const [one] = (await recordedAuctions()).filter(({ result }) => result !== null);
  const foreign = { ...(one as RecordedAuction), result: Uint8Array.of(255, 255) };
  const value = { ...(one as RecordedAuction), endedBy: "not-worth-waiting" as const };
  const { auctions, verified } = await replayRecords([foreign, value], [], { verify: true });
  expect({ auctions, verified }).toEqual({
    ...{ auctions: 2, verified: { same: 0, other: 0, without: 2 } },
  });
});

test("what was asked wrongly is said, with its path and what would be right (REPLAYPOLICY-1)", async () => {
  await expect(
    replayCommand([folder, "--policy", path("wrong.json")], "replay", {}),
  ).rejects.toThrow(
    /wrong.json is no policy:\n.*deadlineMs +must be a whole number.*\n.*quorom.* known here are/s,
  );
  await expect(replayCommand([path("none.records")], "replay", {})).rejects.toThrow(
    /cannot be read/,
  );
  await expect(tuneCommand([folder], "tune", {})).rejects.toThrow(/one of --budget-regret and/);
  await expect(tuneCommand([folder, "--budget-regret", "0.2"], "tune", {})).rejects.toThrow(
    /a share from 0% to 100%, such as 0.2%/,
  );
});

test("READRECORDS-1 of a cut record the whole auctions are replayed, and what is lost is said with its place", async () => {
  const [first, second] = (await recordedAuctions()).map((one) => encodeRecordsSync([one]));
  if (first === undefined || second === undefined) throw new Error("there are two auctions");
  writeFileSync(path("cut.part"), Buffer.concat([first, second.subarray(0, -1)]));
  const error = jest.spyOn(console, "error").mockImplementation(() => {});
  try {
    const { exit, text } = await printed(() =>
      replayCommand([path("cut.part"), "--all", "--json"], "replay", {}),
    );
    const said = error.mock.calls.map(([one]) => one);
    expect({ exit, said }).toEqual({
      exit: EXIT.done,
      said: [
        `${path("cut.part")}, byte ${first.length}: the block is cut off, 1 auctions are lost`,
      ],
    });
    expect(JSON.parse(text)).toMatchObject({ auctions: 1 });
  } finally {
    error.mockRestore();
  }
});

test.each([
  ["replay", (record: string) => replayCommand([record], "replay", {})],
  ["tune", (record: string) => tuneCommand([record, "--budget-p95", "400ms"], "tune", {})],
] as const)("READRECORDS-2 %s ends with 2 at a record of a newer version, and says what would be right", async (_name, call) => {
  writeFileSync(path("newer.part"), encodeRecordsSync(await recordedAuctions(), 2));
  await expect(call(path("newer.part"))).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringMatching(
      /newer\.part cannot be read: .*newer\.part, byte 0: a block of version 2; this program reads version 1 and older: read it with the release that wrote it, or a newer one$/,
    ),
  });
});

test("a policy is tuned, and replay reads it", async () => {
  // Of the others too little is known: a bidder that never answers may have had anything.
  const whole = (await recordedAuctions()).filter((one) => timelineOf(one, PLACES).isWhole);
  writeFileSync(path("whole.records"), encodeRecordsSync(whole));
  const args = [path("whole.records"), "--budget-regret", "20%", "--out", path("tuned.json")];
  const { exit, text } = await printed(() => tuneCommand(args, "tune", {}));
  expect({ exit }).toEqual({ exit: 0 });
  expect(text).toMatch(/fixed timeout.*wait factor.*any rule.*value/s);
  const replayed = await printed(() =>
    replayCommand([...args.slice(0, 1), "--policy", path("tuned.json"), "--json"], "replay", {}),
  );
  const [, tuned] = JSON.parse(replayed.text).policies;
  expect(tuned.policy.name).toBe("tuned");
  expect(tuned.regret.meanPercent).toBeLessThanOrEqual(20);
  const none = await printed(() => tuneCommand([folder, "--budget-p95", "1ms"], "tune", {}));
  expect({ exit: none.exit }).toEqual({ exit: 1 });
  expect(none.text.replace(/\s+/g, " ")).toMatch(
    /is known of \d+ of \d+ auctions.*--against record/,
  );
});
