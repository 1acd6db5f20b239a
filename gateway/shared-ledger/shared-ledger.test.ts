/** The shared ledger of two gateways on a driven clock, with a scripted bucket. */
import { describe, expect, test } from "@jest/globals";
import { endedWith, rules } from "../../test/fixtures/auction/ledger.ts";
import { asyncSearches } from "../../test/fixtures/gateway/async-searches.ts";
import { ScriptedBucket } from "../../test/fixtures/gateway/scripted-bucket.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffer } from "../../test/harness/offers.ts";
import { until } from "../../test/harness/until.ts";
import { Ledger } from "../auction/ledger.ts";
import type { AsyncCopy } from "../search/async-copy.ts";
import { sharedKey } from "./shared-key.ts";
import { READS_MAX, SharedLedger } from "./shared-ledger.ts";
import { encodeShared, type SharedSearch } from "./shared-value.ts";

const { elapsed, kilometres, plausibility } = rules;

/** A gateway. Several share when they have the same bucket. */
async function gateway(
  bucket = new ScriptedBucket(),
  {
    gone = false,
    opens = true,
    hasTenants = false,
  }: { gone?: boolean | Promise<boolean>; opens?: boolean; hasTenants?: boolean } = {},
) {
  const clock = new DrivenClock(rules.wallMs);
  const looked: string[] = [];
  let shared: SharedLedger | undefined;
  const ledger = new Ledger(clock, { changed: (searchId) => shared?.changed(searchId) });
  const { searches, begin } = asyncSearches();
  const due: (() => void)[] = [];
  if (!opens) bucket.failure = { open: new Error("no JetStream") };
  const reported: string[] = [];
  let asked = 0;
  shared = new SharedLedger({
    ...{ bucket, clock, ledger, asyncSearches: searches },
    own: { elapsed, kilometres, plausibility },
    hasTenants,
    isGone: async () => {
      asked++;
      return gone;
    },
    later: (job) => void due.push(job),
    events: {
      shared: () => void reported.push("shared"),
      unshared: () => void reported.push("unshared"),
      written: () => {},
      unwritten: () => {},
      lookedFor: (outcome) => void looked.push(outcome),
    },
  });
  shared.start();
  await until(() => reported.length > 0);
  return {
    ...{ bucket, clock, ledger, looked, searches, begin, shared },
    /** How often it asked whether a gateway is gone. */
    asked: () => asked,
    /** Runs an auction, with one offer, and writes it. */
    async run(n: number, owner?: string) {
      const ids = { common: sharedKey(`s${n}`), own: () => "OwnPart1" };
      const ended = endedWith(n, [offer], { its: { ...rules, offerIds: ids } });
      ledger.open(owner === undefined ? ended : { ...ended, owner }, [], null);
      for (const job of due.splice(0)) job();
      await until(() => bucket.values.has(sharedKey(`s${n}`)));
    },
  };
}

const offer = flightOffer(rules.search, { expiresAtMs: rules.wallMs + 3_600_000 });
const idOfOffer = (n: number) => `${sharedKey(`s${n}`)}OwnPart1`;
const codeOf = async (brought: Promise<void> | null) => {
  try {
    await brought;
    return "none";
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

describe("a gateway that did not run a search", () => {
  test("SHARE-1 brings it by its id, or by that of one of its offers", async () => {
    const ran = await gateway();
    await ran.run(1);
    await ran.run(2);
    const other = await gateway(ran.bucket);
    await other.shared.bring({ searchId: "s1" });
    expect(JSON.stringify(other.ledger.view("s1"))).toBe(JSON.stringify(ran.ledger.view("s1")));
    await other.shared.bring({ offerId: idOfOffer(2) });
    expect(other.ledger.offer(idOfOffer(2))?.offer.bidder).toBe("nonstop");
    expect(other.ledger.view("s2")?.itineraries).toHaveLength(1);
  });

  test("SHARE-2 looks for nothing that it has run itself, and for no text that is no id", async () => {
    const ran = await gateway();
    await ran.run(1);
    expect({
      search: ran.shared.bring({ searchId: "s1" }),
      offer: ran.shared.bring({ offerId: idOfOffer(1) }),
      noId: ran.shared.bring({ offerId: "x" }),
      nothing: ran.shared.bring({}),
      reads: ran.bucket.reads,
    }).toEqual({ search: null, offer: null, noId: null, nothing: null, reads: [] });
  });

  test("SHARE-3 says so when it cannot look for it, and answers what it had brought before", async () => {
    const ran = await gateway();
    await ran.run(1);
    await ran.run(2);
    const other = await gateway(ran.bucket);
    await other.shared.bring({ searchId: "s1" });
    expect(await codeOf(other.shared.bring({ searchId: "s3" }))).toBe("none");
    ran.bucket.failure = { read: new Error("no answer") };
    expect({
      unread: await codeOf(other.shared.bring({ searchId: "s2" })),
      brought: await codeOf(other.shared.bring({ searchId: "s1" })),
      offer: await codeOf(other.shared.bring({ offerId: idOfOffer(1) })),
      unreadable: other.shared.unreadable?.message,
    }).toEqual({
      ...{ unread: "no-broker", brought: "none", offer: "none" },
      unreadable:
        "this gateway does not keep it, and what other gateways keep cannot be read now: no answer",
    });
    const never = await gateway(new ScriptedBucket(), { opens: false });
    expect(await codeOf(never.shared.bring({ searchId: "s1" }))).toBe("no-broker");
  });

  test("SHARE-1, SHARE-3: looks for the result of its own search that its ledger has dropped", async () => {
    const ran = await gateway();
    await ran.run(1);
    const { bucket, begin, shared, ledger, looked } = await gateway(ran.bucket);
    const search = begin();
    expect(shared.bring({ searchId: search.searchId })).toBeNull();
    await search.end({}, false);
    expect({ id: search.searchId, kept: ledger.view("s1") }).toEqual({ id: "s1", kept: undefined });
    bucket.failure = { read: new Error("no answer") };
    expect(await codeOf(shared.bring({ searchId: "s1" }))).toBe("no-broker");
    const again = await gateway(ran.bucket);
    bucket.failure = {};
    const its = again.begin();
    await its.end({}, false);
    await again.shared.bring({ searchId: "s1" });
    expect(JSON.stringify(again.ledger.view("s1"))).toBe(JSON.stringify(ran.ledger.view("s1")));
    const failed = again.begin();
    await failed.fail(new Error("a fault"));
    expect(again.shared.bring({ searchId: failed.searchId })).toBeNull();
    expect({ looked, again: again.looked }).toEqual({
      ...{ looked: [], again: ["found"] },
    });
  });

  test("SHARE-4 knows that a search is lost when the gateway that runs it is gone", async () => {
    for (const gone of [false, true]) {
      const other = await gateway(new ScriptedBucket(), { gone });
      const startedWallMs = other.clock.wall();
      const value = await encodeShared({
        searchId: "s1",
        asynchronous: { state: "running", gateway: "g1", startedWallMs, deadlineMs: 800 },
      });
      other.bucket.values.set(sharedKey("s1"), value);
      await other.shared.bring({ searchId: "s1" });
      expect({ gone, state: other.searches.view("s1").state }).toEqual({
        gone,
        state: gone ? "lost" : "running",
      });
    }
  });

  test("SHARE-6, ACCESS-2: a gateway without tenants brings nothing of a tenant", async () => {
    const ran = await gateway(new ScriptedBucket(), { hasTenants: true });
    await ran.run(1, "acme");
    const startedWallMs = ran.clock.wall();
    const asynchronous: AsyncCopy = {
      ...{ state: "running", owner: "acme", gateway: "g1", startedWallMs, deadlineMs: 800 },
    };
    const value = await encodeShared({ searchId: "s2", asynchronous });
    ran.bucket.values.set(sharedKey("s2"), value);
    for (const hasTenants of [false, true]) {
      const other = await gateway(ran.bucket, { hasTenants });
      await other.shared.bring({ searchId: "s1" });
      const search = other.ledger.view("s1") !== undefined;
      const another = await gateway(ran.bucket, { hasTenants });
      await another.shared.bring({ offerId: idOfOffer(1) });
      await another.shared.bring({ searchId: "s2" });
      expect({
        ...{ hasTenants, search },
        offer: another.ledger.offer(idOfOffer(1)) !== undefined,
        runs: another.searches.isWithoutResult("s2"),
        looked: another.looked,
      }).toEqual({
        ...{ hasTenants, search: hasTenants, offer: hasTenants, runs: hasTenants },
        looked: hasTenants ? ["found", "found"] : ["missing", "missing"],
      });
    }
  });

  test("SHARE-5, A6 looks for one search once at a time, and for a limited number of them", async () => {
    const other = await gateway();
    const release = other.bucket.hold();
    const same = [1, 2, 3].map(() => other.shared.bring({ searchId: "s0" }));
    const others = Array.from({ length: READS_MAX - 1 }, (_, i) =>
      other.shared.bring({ searchId: `s${i + 1}` }),
    );
    expect(await codeOf(other.shared.bring({ searchId: "one-more" }))).toBe("overloaded");
    release();
    await Promise.all([...same, ...others]);
    expect(other.bucket.reads).toHaveLength(READS_MAX);
    expect(await codeOf(other.shared.bring({ searchId: "one-more" }))).toBe("none");
  });

  test("SHARE-5 asks whether a gateway is gone when the read has given its place to another one", async () => {
    const { promise: gone, resolve } = Promise.withResolvers<boolean>();
    const other = await gateway(new ScriptedBucket(), { gone });
    const startedWallMs = other.clock.wall();
    const asynchronous = { ...{ gateway: "g1", startedWallMs, deadlineMs: 800 } };
    for (let n = 1; n <= READS_MAX; n++) {
      const value = { searchId: `s${n}`, asynchronous: { state: "running", ...asynchronous } };
      other.bucket.values.set(sharedKey(`s${n}`), await encodeShared(value as SharedSearch));
    }
    const all = Array.from({ length: READS_MAX }, (_, i) =>
      other.shared.bring({ searchId: `s${i + 1}` }),
    );
    await until(() => other.asked() === READS_MAX);
    expect(await codeOf(other.shared.bring({ searchId: "one-more" }))).toBe("none");
    resolve(true);
    await Promise.all(all);
    expect(other.searches.view("s1").state).toBe("lost");
  });

  test("A5 takes a value that it cannot read as none", async () => {
    const other = await gateway();
    other.bucket.values.set(sharedKey("s1"), Buffer.from("noise"));
    await other.shared.bring({ searchId: "s1" });
    expect({ looked: other.looked, kept: other.ledger.size.entries }).toEqual({
      looked: ["unreadable"],
      kept: 0,
    });
  });
});
