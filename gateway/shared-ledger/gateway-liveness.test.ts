import { describe, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { ASK_MS, GatewayLiveness, GONE_MS_MIN } from "./gateway-liveness.ts";

function liveness() {
  const clock = new DrivenClock();
  const asked: string[] = [];
  const gone = new Set<string>();
  const its = new GatewayLiveness(clock, async (gateway) => {
    asked.push(gateway);
    return !gone.has(gateway);
  });
  return { clock, asked, gone, its };
}

describe("LIVENESS-1", () => {
  test("a gateway is gone when nobody has listened for some seconds, and back with one answer", async () => {
    const { clock, gone, its } = liveness();
    const said: boolean[] = [];
    const askAt = async (atMs: number) => {
      clock.moveTo(atMs);
      said.push(await its.isGone("g1"));
    };
    gone.add("g1");
    await askAt(0);
    await askAt(GONE_MS_MIN - 1);
    gone.clear();
    await askAt(GONE_MS_MIN + ASK_MS);
    gone.add("g1");
    const again = GONE_MS_MIN + 2 * ASK_MS;
    await askAt(again);
    await askAt(again + GONE_MS_MIN - 1);
    expect(said).toEqual([false, false, false, false, false]);
    await askAt(again + GONE_MS_MIN + ASK_MS);
    gone.clear();
    await askAt(again + GONE_MS_MIN + 2 * ASK_MS);
    expect(said.slice(5)).toEqual([true, false]);
  });

  test("what was said long ago says nothing of the time in between", async () => {
    const { clock, gone, its } = liveness();
    gone.add("g1");
    const said = [await its.isGone("g1")];
    clock.moveTo(60_000);
    said.push(await its.isGone("g1"));
    expect(said).toEqual([false, false]);
  });
});

test("LIVENESS-2, A6: the broker is asked once a second for each gateway, however many want to know", async () => {
  const { clock, asked, its } = liveness();
  await Promise.all([its.isGone("g1"), its.isGone("g1"), its.isGone("g2")]);
  clock.moveTo(ASK_MS - 1);
  await its.isGone("g1");
  expect(asked).toEqual(["g1", "g2"]);
  clock.moveTo(ASK_MS);
  await its.isGone("g1");
  expect(asked).toEqual(["g1", "g2", "g1"]);
});
