import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { ConnectionHistory } from "./connection-history.ts";

test("a reconnect is fresh for the configured time, and ends the shutdown of the broker", () => {
  const clock = new DrivenClock();
  const history = new ConnectionHistory(clock, 5_000);
  const state = () => [history.brokerShuttingDown, history.isFresh];
  expect(state()).toEqual([false, false]);
  history.status("ldm");
  clock.moveTo(100_000);
  history.status("disconnect");
  expect(state()).toEqual([true, false]);
  history.status("reconnect");
  expect(state()).toEqual([false, true]);
  clock.moveTo(104_999);
  expect(state()).toEqual([false, true]);
  clock.moveTo(105_000);
  expect(state()).toEqual([false, false]);
});
